import type { Metadata } from "next";
import { orNotFound } from "../../../api/errors.ts";
import { api } from "../../../api/server.ts";
import { DeskPage } from "../../../features/desk/desk-page.tsx";
import { FeeInvoices } from "../../../features/desk/fee-invoices.tsx";
import { ownProvider } from "../../../features/desk/own-provider.ts";
import { PapersTable } from "../../../features/desk/papers-table.tsx";
import { StatementLinks } from "../../../features/desk/statement-links.tsx";
import { invoicesTexts } from "../../../features/desk/invoices-texts.ts";

const PATH = "/desk/invoices";
const t = invoicesTexts;
export const metadata: Metadata = { title: t.title };

export default async function DeskInvoicesPage() {
  const client = await api();
  const { id, slug } = await ownProvider(client, PATH);
  const [papers, fees, hours] = await Promise.all([
    client.payments.listProviderPapers({ id, limit: 20 }).catch(orNotFound(PATH)),
    client.payments.listFeeMonths({ id }).catch(orNotFound(PATH)),
    client.bookings.getSchedule({ id }).catch(() => null),
  ]);
  const timeZone = hours?.timeZone ?? "UTC";
  return (
    <DeskPage current={PATH} title={t.title} description={t.description} slug={slug}>
      <h2 className="text-xl">{t.toCustomers}</h2>
      <PapersTable providerId={id} timeZone={timeZone} first={papers} />
      <h2 className="text-xl">{t.toYou}</h2>
      <FeeInvoices providerId={id} items={fees.items} />
      <h2 className="text-xl">{t.statements}</h2>
      <StatementLinks providerId={id} timeZone={timeZone} />
    </DeskPage>
  );
}
