import type { DomainEvent } from "@loconomy/contracts";
import { consumer, type Consumer, type ServiceDependencies } from "@loconomy/kit";
import { notifyAccount } from "./operations/notify-account.ts";
import { notifyBooking, type Telling } from "./operations/notify-booking.ts";
import { notifyCalendar } from "./operations/notify-calendar.ts";
import { notifyPayout } from "./operations/notify-payout.ts";
import { notifySeries, type SeriesTelling } from "./operations/notify-series.ts";
import { notifyWaitlist } from "./operations/notify-waitlist.ts";
import { SERIES_TELLINGS } from "./series-tellings.ts";
import { TELLINGS } from "./tellings.ts";
import type { Site } from "./templates/letter.ts";

type Told = keyof typeof TELLINGS;
type ToldOfSeries = keyof typeof SERIES_TELLINGS;

/** Everything that mail tells of. */
export const createConsumers = (deps: ServiceDependencies, site: Site): Consumer[] => [
  consumer("notifications.verify-email", "user.verification_requested", (event) =>
    notifyAccount(deps, site, "verify-email", event),
  ),
  consumer("notifications.reset-password", "user.password_reset_requested", (event) =>
    notifyAccount(deps, site, "reset-password", event),
  ),
  consumer("notifications.calendar-stale", "calendar.stale", (event) =>
    notifyCalendar(deps, site, event),
  ),
  consumer("notifications.payout-failed", "payout.failed", (event) =>
    notifyPayout(deps, site, event),
  ),
  ...(Object.keys(SERIES_TELLINGS) as ToldOfSeries[]).map((type) =>
    consumer(`notifications.${type.replace(".", "-")}`, type, (event) =>
      notifySeries(
        deps,
        site,
        SERIES_TELLINGS[type] as SeriesTelling<ToldOfSeries>,
        event as DomainEvent<ToldOfSeries>,
      ),
    ),
  ),
  consumer("notifications.waitlist-offered", "waitlist.offered", (event) =>
    notifyWaitlist(deps, site, event),
  ),
  ...(Object.keys(TELLINGS) as Told[]).map((type) =>
    consumer(`notifications.${type.replace(".", "-")}`, type, (event) =>
      notifyBooking(deps, site, TELLINGS[type] as Telling<Told>, event as DomainEvent<Told>),
    ),
  ),
];
