import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { orNotFound } from "../../../../api/errors.ts";
import { api } from "../../../../api/server.ts";
import { ChargebackPage } from "../../../../features/console/chargeback-page.tsx";
import { texts } from "../../../../features/console/texts.ts";

export const metadata: Metadata = { title: texts.views.chargebacks };

export default async function ChargebackRoute({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const here = `/console/chargebacks/${id}`;
  const client = await api();
  const me = await client.users.getMe().catch(orNotFound(here));
  if (!me.permissions.includes("admin:access")) notFound();
  const chargeback = await client.payments.getChargeback({ id }).catch(orNotFound(here));
  return <ChargebackPage chargeback={chargeback} />;
}
