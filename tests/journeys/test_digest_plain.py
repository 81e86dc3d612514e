"""A digest where Slack has no charts yet: the same facts, in lines."""

from datetime import timedelta

from tests.journeys.conftest import Office, id_of, texts_in


def test_where_slack_refuses_the_chart_the_same_goes_out_in_lines(staffed: Office) -> None:
    staffed.set_digest("C1")
    staffed.add("Wharf", id_of(staffed, "U0TOM"))
    staffed.passes(days=7)
    staffed.now += timedelta(days=7)
    staffed.workspace.faults.add(method="chat.postMessage", kind="error", error="invalid_blocks")

    staffed.tick()
    staffed.tick()

    message = staffed.workspace.messages("C1")[-1]
    assert "data_visualization" not in [block["type"] for block in message.blocks]
    said = "\n".join(texts_in(message.blocks))
    assert "Open deals by colour, week by week\nWeek 49: 🟢 0   🟨 0   🔺 0   ⚪ 1\nWeek 50: " in said
