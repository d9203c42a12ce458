import type { Actor, FeeMonth } from "@loconomy/contracts";
import { problem } from "@loconomy/kit";
import type { Payments } from "../context.ts";
import { boundsOf, monthBefore, postedUntil } from "../papers/month.ts";
import { feeMonths } from "../papers/paper-facts.ts";
import { keptPaper } from "../papers/kept-paper.ts";
import { pdfFile } from "../papers/pdf-document.ts";
import { requireProviderOwner } from "../provider-owner.ts";
import { issueFeeInvoice } from "./issue-fee-invoice.ts";

const MONTHS_SHOWN = 24;

/**
 * The platform's fees of the months that are over, newest first.
 * @throws unauthenticated, not_found.
 */
export const listFeeMonths = async (
  payments: Payments,
  actor: Actor,
  providerId: string,
): Promise<{ items: FeeMonth[] }> => {
  await requireProviderOwner(payments, actor, providerId);
  const now = postedUntil(payments.clock.now());
  const { since } = boundsOf(monthBefore(now, MONTHS_SHOWN));
  const { since: before } = boundsOf(monthBefore(now, 0));
  return { items: await feeMonths(payments.db, providerId, { since, before }) };
};

/**
 * The platform's invoice for a month, as PDF; made now when the month is over and it has none yet.
 * @throws unauthenticated, not_found (also when there were no fees, or the month is not over), service_unavailable (it cannot be read).
 */
export const downloadFeeInvoice = async (
  payments: Payments,
  actor: Actor,
  request: { id: string; month: string; currency: string; locale: string },
) => {
  const { id: providerId, month, currency, locale } = request;
  await requireProviderOwner(payments, actor, providerId);
  const paper = await issueFeeInvoice(payments, { providerId, month, currency });
  if (!paper) throw problem("not_found");
  return pdfFile(
    `${paper.number}.pdf`,
    await keptPaper(payments, paper, { locale, showsCard: true }),
  );
};
