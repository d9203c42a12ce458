import type { Metadata } from "next";
import { orNotFound } from "../../../api/errors.ts";
import { api } from "../../../api/server.ts";
import { DeskPage } from "../../../features/desk/desk-page.tsx";
import { ownProvider } from "../../../features/desk/own-provider.ts";
import { PayoutAccountCard } from "../../../features/desk/payout-account.tsx";
import { texts } from "../../../features/desk/texts.ts";

const PATH = "/desk/payouts";
export const metadata: Metadata = { title: texts.nav.payouts };

interface Props {
  searchParams: Promise<{ link?: string }>;
}

export default async function DeskPayoutsPage({ searchParams }: Props) {
  const client = await api();
  const { id, slug } = await ownProvider(client, PATH);
  const [account, schedule, { link }] = await Promise.all([
    client.payments.getPayoutAccount({ id }).catch(orNotFound(PATH)),
    client.bookings.getSchedule({ id }).catch(() => null),
    searchParams,
  ]);
  return (
    <DeskPage current={PATH} title={texts.nav.payouts} slug={slug}>
      <PayoutAccountCard
        providerId={id}
        account={account}
        timeZone={schedule?.timeZone ?? "UTC"}
        isLinkUsed={link === "used"}
      />
    </DeskPage>
  );
}
