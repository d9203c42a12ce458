import type { Metadata } from "next";
import { orNotFound } from "../../../api/errors.ts";
import { api } from "../../../api/server.ts";
import { CalendarLinkCard } from "../../../features/calendars/calendar-link-card.tsx";
import { ExternalCalendars } from "../../../features/calendars/external-calendars.tsx";
import { texts } from "../../../features/calendars/texts.ts";
import { DeskPage } from "../../../features/desk/desk-page.tsx";
import { ownProvider } from "../../../features/desk/own-provider.ts";

export const metadata: Metadata = { title: texts.title };

export default async function DeskCalendarsPage() {
  const client = await api();
  const { id, slug } = await ownProvider(client, "/desk/calendars");
  const [{ timeZone }, { items }, link] = await Promise.all([
    client.bookings.getSchedule({ id }),
    client.bookings.listCalendars({ id }),
    client.bookings.getProviderCalendarLink({ id }),
  ]).catch(orNotFound("/desk/calendars"));
  return (
    <DeskPage
      current="/desk/calendars"
      title={texts.title}
      description={texts.description}
      slug={slug}
    >
      <ExternalCalendars providerId={id} calendars={items} timeZone={timeZone} />
      <CalendarLinkCard link={link} providerId={id} timeZone={timeZone} />
    </DeskPage>
  );
}
