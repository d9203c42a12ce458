import type { TrackRecord } from "@loconomy/contracts";
import { actingAs, system, type ServiceDependencies } from "@loconomy/kit";
import { countTrackRecords } from "../track-record-store.ts";

/** How providers answered and kept their word; one statement for all of them. */
export const listTrackRecords = (
  { db, clock }: Pick<ServiceDependencies, "db" | "clock">,
  { providerIds }: { providerIds: readonly string[] },
): Promise<TrackRecord[]> =>
  countTrackRecords(actingAs(db, system("bookings")), [...new Set(providerIds)], clock.now());
