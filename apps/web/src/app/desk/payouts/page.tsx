import type { Metadata } from "next";
import { orNotFound } from "../../../api/errors.ts";
import { api } from "../../../api/server.ts";
import { DeskPage } from "../../../features/desk/desk-page.tsx";
import { ownProvider } from "../../../features/desk/own-provider.ts";
import { PayoutAccountCard } from "../../../features/desk/payout-account.tsx";
import { PayoutScheduleForm } from "../../../features/desk/payout-schedule.tsx";
import { PayoutsTable } from "../../../features/desk/payouts-table.tsx";
import { ProviderMoneyCard } from "../../../features/desk/provider-money.tsx";
import { StatementLinks } from "../../../features/desk/statement-links.tsx";
import { deskTexts } from "../../../features/desk/desk-texts.ts";
import { payoutsTexts } from "../../../features/desk/payouts-texts.ts";

const PATH = "/desk/payouts";
export const metadata: Metadata = { title: deskTexts.nav.payouts };

interface Props {
  searchParams: Promise<{ link?: string }>;
}

export default async function DeskPayoutsPage({ searchParams }: Props) {
  const client = await api();
  const { id, slug, currency } = await ownProvider(client, PATH);
  const [account, payouts, hours, { link }] = await Promise.all([
    client.payments.getPayoutAccount({ id }).catch(orNotFound(PATH)),
    client.payments.listPayouts({ id, limit: 20 }).catch(orNotFound(PATH)),
    client.bookings.getSchedule({ id }).catch(() => null),
    searchParams,
  ]);
  const timeZone = hours?.timeZone ?? "UTC";
  return (
    <DeskPage current={PATH} title={deskTexts.nav.payouts} slug={slug}>
      <PayoutAccountCard
        providerId={id}
        account={account}
        timeZone={timeZone}
        isLinkUsed={link === "used"}
      />
      {account.status !== "none" && (
        <>
          <ProviderMoneyCard
            money={payouts.money}
            currency={currency}
            nextPayoutOn={payouts.nextPayoutOn}
          />
          <PayoutScheduleForm providerId={id} schedule={payouts.schedule} />
          <h2 className="text-xl">{payoutsTexts.all}</h2>
          <PayoutsTable providerId={id} timeZone={timeZone} first={payouts} />
          <StatementLinks providerId={id} timeZone={timeZone} />
        </>
      )}
    </DeskPage>
  );
}
