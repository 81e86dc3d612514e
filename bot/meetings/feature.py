"""What 1-to-1s register."""

from bot.kit import doors
from bot.kit.feature import Feature, Job
from bot.kit.reply import Look
from bot.meetings import posting
from bot.meetings.routes import deciding, driving
from bot.meetings.views import deciding as deciding_views
from bot.meetings.views import frame, record
from bot.rhythm.views import pairs
from flows.facts import DecisionAsked, DecisionMade, MeetingMoved, MeetingSigned
from storage import meetings

FEATURE = Feature(
    commands=dict.fromkeys(("1-to-1", "1:1", "1-til-1"), Look(driving.mine)),
    actions={
        pairs.START: driving.start,
        doors.MEETING: Look(driving.mine),
        frame.OPEN: Look(driving.open_),
        frame.BACK: driving.back,
        frame.GOTO: driving.goto,
        record.MARKDOWN: Look(driving.markdown),
        deciding_views.DECIDE: Look(deciding.open_),
    },
    submits={frame.NEXT: driving.next_, deciding_views.SAVE: deciding.save},
    follows={
        MeetingMoved: [posting.follow_meeting],
        MeetingSigned: [posting.follow_meeting, posting.send_record],
        DecisionAsked: [posting.ask],
        DecisionMade: [posting.tell_decided],
    },
    notices={
        posting.MEETING: posting.meeting,
        posting.RECORD: posting.record,
        posting.TO_SIGN: posting.to_sign,
        posting.ASKED: posting.decision_asked,
        posting.MADE: posting.decision_made,
    },
    jobs=[
        Job("remind of signing", lambda house: house.each(meetings.workspaces_due, posting.remind_of_signing))
    ],
)
