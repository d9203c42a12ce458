import type { Metadata } from "next";
import { orNotFound } from "../../../api/errors.ts";
import { api } from "../../../api/server.ts";
import { texts } from "../../../features/desk/agenda-texts.ts";
import { agendaWeek, mondayOf } from "../../../features/desk/agenda-week.ts";
import { DeskPage } from "../../../features/desk/desk-page.tsx";
import { ownProvider } from "../../../features/desk/own-provider.ts";
import { Week } from "./week.tsx";

export const metadata: Metadata = { title: texts.title };

interface DeskCalendarPageProps {
  searchParams: Promise<{ day?: string | string[] }>;
}

export default async function DeskCalendarPage({ searchParams }: DeskCalendarPageProps) {
  const client = await api();
  const { id, slug } = await ownProvider(client, "/desk/calendar");
  const { day } = await searchParams;
  const { timeZone } = await client.bookings
    .getSchedule({ id })
    .catch(orNotFound("/desk/calendar"));
  const today = Temporal.Now.plainDateISO(timeZone).toString();
  const monday = mondayOf(typeof day === "string" && isDay(day) ? day : today);
  const agenda = await client.bookings.getAgenda(agendaWeek(id, monday));
  return (
    <DeskPage
      current="/desk/calendar"
      title={texts.title}
      description={texts.description}
      slug={slug}
    >
      <Week providerId={id} first={{ monday, agenda }} />
    </DeskPage>
  );
}

const isDay = (text: string) => /^20\d\d-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
