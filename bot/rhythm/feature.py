"""What pairs and their rhythm register."""

from bot.kit import doors
from bot.kit.feature import Feature, Job
from bot.kit.reply import Look
from bot.people.usecases.planning import plan_anew, plan_missing
from bot.rhythm import jobs
from bot.rhythm.posting import reminders, reminding, travelling
from bot.rhythm.posting import settled as told
from bot.rhythm.posting import viewing as asked
from bot.rhythm.routes import away, pairs, viewing
from bot.rhythm.routes import reminders as reminder_routes
from bot.rhythm.usecases.viewing import ask
from bot.rhythm.views import away as away_views
from bot.rhythm.views import pairs as pair_views
from bot.rhythm.views import reminders as reminder_views
from bot.rhythm.views import viewing as view_views
from flows.facts import MeetingSettled, Travelled, ViewsAsked
from storage import occurrences, snoozes, unplanned

AN_HOUR = 3600  # seconds

FEATURE = Feature(
    commands={
        **dict.fromkeys(("away", "væk"), Look(away.open_)),
        **dict.fromkeys(("rhythm", "rytme"), Look(pairs.open_)),
    },
    actions={
        doors.AWAY: Look(away.open_),
        doors.RHYTHM: Look(pairs.open_),
        doors.MUTES: Look(reminder_routes.open_mutes),
        doors.LATER: Look(reminder_routes.later),
        **reminder_routes.SNOOZES,
        away_views.BACK: away.back,
        pair_views.END: Look(pairs.end),
        pair_views.MOVE: Look(pairs.move),
        pair_views.SKIP: Look(pairs.skip),
        pair_views.PAUSE: pairs.pause,
        pair_views.RESUME: pairs.resume,
        pair_views.TAKE_ALONG: pairs.take_along,
        pair_views.SET: Look(pairs.set_),
        view_views.ANOTHER: Look(viewing.another),
        view_views.MORE: Look(viewing.more),
    },
    submits={
        away_views.SAVE: away.save,
        pair_views.END_SAVE: pairs.save_end,
        pair_views.MOVE_SAVE: pairs.save_move,
        pair_views.SKIP_SAVE: pairs.save_skip,
        pair_views.SET_SAVE: pairs.save_set,
        reminder_views.MUTES_SAVE: reminder_routes.save_mutes,
        view_views.CHOOSE: viewing.choose,
    },
    follows={
        MeetingSettled: [told.tell_others],
        Travelled: [travelling.ask],
        ViewsAsked: [asked.tell_asked],
    },
    notices={
        reminding.REMINDER: reminders.reminder,
        reminding.ON_THE_DAY: reminders.on_the_day,
        reminding.NOT_PREPARED: reminders.not_prepared,
        reminding.ESCALATED: reminders.not_prepared_below,
        told.SETTLED: told.settled,
        travelling.TRAVELLED: travelling.travelled,
        asked.ASKED: asked.asked,
    },
    jobs=[
        Job("remind", jobs.remind),
        Job("ask for views", lambda house: house.each(occurrences.workspaces_unasked, ask)),
        Job("remind of actions", jobs.remind_of_actions),
        Job("remind once more", lambda house: house.each(snoozes.workspaces_due, reminding.remind_again)),
        Job("plan reminders anew", lambda house: house.each(occurrences.workspaces_planned_later, plan_anew)),
        Job(
            "plan what is missing",
            lambda house: house.each(unplanned.workspaces, plan_missing),
            every=AN_HOUR,
        ),
    ],
)
