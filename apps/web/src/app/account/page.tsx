import type { Metadata } from "next";
import { orNotFound } from "../../api/errors.ts";
import { api } from "../../api/server.ts";
import { AccountView } from "../../features/account/account-view.tsx";
import { SavedCards } from "../../features/booking/saved-cards.tsx";
import { CalendarLinkCard } from "../../features/calendars/calendar-link-card.tsx";
import { texts } from "../../features/account/texts.ts";

export const metadata: Metadata = { title: texts.account.title };

export default async function AccountPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const client = await api();
  const [me, link] = await Promise.all([
    client.users.getMe(),
    client.bookings.getCalendarLink(),
  ]).catch(orNotFound("/account"));
  const { verified } = await searchParams;
  return (
    <AccountView me={me} justVerified={verified !== undefined}>
      <SavedCards />
      <CalendarLinkCard link={link} />
    </AccountView>
  );
}
