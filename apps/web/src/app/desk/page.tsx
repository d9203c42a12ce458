import { Card, exactMoney } from "@loconomy/ui";
import type { Metadata } from "next";
import { api } from "../../api/server.ts";
import { BalanceFigures, Figure } from "../../features/desk/balance.tsx";
import { DeskPage } from "../../features/desk/desk-page.tsx";
import { DeskToday } from "../../features/desk/desk-today.tsx";
import { loadDesk } from "../../features/desk/load-desk.ts";
import { ownProvider } from "../../features/desk/own-provider.ts";
import { SetupProgress } from "../../features/desk/setup-progress.tsx";
import { deskTexts } from "../../features/desk/desk-texts.ts";
import { moneyTexts } from "../../features/desk/money-texts.ts";
import { UnreadMessages } from "../../features/messages/unread-messages.tsx";
import { WaitingLine } from "../../features/desk/waiting-line.tsx";

export const metadata: Metadata = { title: deskTexts.title };

export default async function DeskHomePage() {
  const client = await api();
  const provider = await ownProvider(client, "/desk");
  const [{ hasServices, hasHours, earned, balance, waiting, today }, conversations] =
    await Promise.all([
      loadDesk(client, provider),
      client.communication.listConversations({ limit: 100 }).catch(() => ({ items: [] })),
    ]);
  const { currency } = provider;
  const month = earned.length > 0 ? earned : [{ amount: 0, currency }];
  return (
    <DeskPage current="/desk" title={provider.businessName} slug={provider.slug}>
      <SetupProgress {...{ hasServices, hasHours }} hasAccount={provider.takesBookings} />
      <UnreadMessages conversations={conversations.items} as="provider" />
      <DeskToday {...today} />
      <WaitingLine {...waiting} />
      <Card as="section" aria-labelledby="money" className="flex flex-col gap-4">
        <h2 id="money" className="text-xl">
          {moneyTexts.title}
        </h2>
        <div className="flex flex-wrap gap-x-12 gap-y-4">
          <dl>
            {month.map((sum) => (
              <Figure key={sum.currency} label={moneyTexts.month} text={exactMoney(sum)} />
            ))}
          </dl>
          <BalanceFigures balance={balance} currency={currency} />
        </div>
      </Card>
    </DeskPage>
  );
}
