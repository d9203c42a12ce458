import type { Metadata } from "next";
import { orNotFound } from "../../../api/errors.ts";
import { api } from "../../../api/server.ts";
import { DeskPage } from "../../../features/desk/desk-page.tsx";
import { HoursEditor } from "../../../features/desk/hours-editor.tsx";
import { ownProvider } from "../../../features/desk/own-provider.ts";
import { hoursTexts } from "../../../features/desk/hours-texts.ts";
import { TimeOff } from "../../../features/desk/time-off.tsx";

const t = hoursTexts;
export const metadata: Metadata = { title: t.title };

export default async function DeskHoursPage() {
  const client = await api();
  const provider = await ownProvider(client, "/desk/hours");
  const [schedule, services, { place }] = await Promise.all([
    client.bookings.getSchedule({ id: provider.id }).catch(orNotFound("/desk/hours")),
    client.providers.listServices({ id: provider.id }),
    client.geolocation.reversePlace(provider.position),
  ]);
  return (
    <DeskPage
      current="/desk/hours"
      title={t.title}
      description={t.description}
      slug={provider.slug}
    >
      <HoursEditor
        schedule={schedule}
        timeZones={Intl.supportedValuesOf("timeZone")}
        services={services.items.filter(({ isActive }) => isActive)}
        place={place && { country: place.country, region: place.region }}
        today={Temporal.Now.plainDateISO(schedule.timeZone).toString()}
      />
      <TimeOff schedule={schedule} />
    </DeskPage>
  );
}
