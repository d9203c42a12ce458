import { Card } from "@loconomy/ui";
import type { Metadata } from "next";
import { orNotFound } from "../../../api/errors.ts";
import { api } from "../../../api/server.ts";
import { BalanceFigures } from "../../../features/desk/balance.tsx";
import { Chargebacks } from "../../../features/desk/chargebacks.tsx";
import { DeskPage } from "../../../features/desk/desk-page.tsx";
import { LedgerTable } from "../../../features/desk/ledger-table.tsx";
import { ownProvider } from "../../../features/desk/own-provider.ts";
import { StatementLinks } from "../../../features/desk/statement-links.tsx";
import { moneyTexts } from "../../../features/desk/money-texts.ts";

const t = moneyTexts;
export const metadata: Metadata = { title: t.title };

export default async function DeskMoneyPage() {
  const client = await api();
  const provider = await ownProvider(client, "/desk/money");
  const { id } = provider;
  const [balance, fee, ledger, schedule, chargebacks] = await Promise.all([
    client.payments.getBalance({ id }).catch(orNotFound("/desk/money")),
    client.payments.getProviderFee({ id }).catch(orNotFound("/desk/money")),
    client.payments.listLedger({ id, limit: 50 }).catch(orNotFound("/desk/money")),
    client.bookings.getSchedule({ id }).catch(() => null),
    client.payments.listProviderChargebacks({ id, limit: 50 }).catch(orNotFound("/desk/money")),
  ]);
  return (
    <DeskPage current="/desk/money" title={t.title} slug={provider.slug}>
      <Card className="flex flex-col gap-4">
        <BalanceFigures balance={balance} currency={provider.currency} />
        <p className="max-w-prose text-muted">{t.fee(fee.feeBps, fee.plan)}</p>
      </Card>
      <Chargebacks chargebacks={chargebacks.items} timeZone={schedule?.timeZone ?? "UTC"} />
      <div className="flex flex-wrap items-baseline justify-between gap-3">
        <h2 className="text-xl">{t.all}</h2>
        <StatementLinks providerId={id} timeZone={schedule?.timeZone ?? "UTC"} />
      </div>
      <LedgerTable providerId={id} timeZone={schedule?.timeZone ?? "UTC"} first={ledger} />
      <p className="text-sm text-muted">{t.explanation}</p>
    </DeskPage>
  );
}
