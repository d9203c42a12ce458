import { serviceContracts } from "@loconomy/contracts";
import { requireSystem, type RequestContext } from "@loconomy/kit";
import { implement } from "@orpc/server";
import type { Payments } from "./context.ts";
import { acceptChargeback, answerChargeback } from "./operations/answer-chargeback.ts";
import {
  explainChargeback,
  getChargeback,
  listChargebacks,
  listProviderChargebacks,
} from "./operations/chargebacks.ts";
import { authorizeSeries } from "./operations/authorize-series.ts";
import { authorize } from "./operations/authorize.ts";
import { decideRefund } from "./operations/decide-refund.ts";
import { downloadEvidence } from "./operations/download-evidence.ts";
import { downloadPaper } from "./operations/download-paper.ts";
import { downloadTipReceipt } from "./operations/download-tip-receipt.ts";
import { downloadStatement } from "./operations/download-statement.ts";
import { downloadFeeInvoice, listFeeMonths } from "./operations/fee-invoices.ts";
import { getMoney } from "./operations/get-money.ts";
import { listDiscrepancies } from "./operations/list-discrepancies.ts";
import { listRefunds } from "./operations/list-refunds.ts";
import { resolveDiscrepancy } from "./operations/resolve-discrepancy.ts";
import { createCoupon, endCoupon, listCoupons } from "./operations/coupons.ts";
import { deleteFee, getPlan, listFees, putFee, setPlan } from "./operations/fees.ts";
import { getBalance } from "./operations/get-balance.ts";
import { getPayment } from "./operations/get-payment.ts";
import { listCards } from "./operations/list-cards.ts";
import { payWithCard } from "./operations/pay-with-card.ts";
import { removeCard } from "./operations/remove-card.ts";
import { listBookingPapers } from "./operations/list-booking-papers.ts";
import { listLedger } from "./operations/list-ledger.ts";
import { getPayoutAccount } from "./operations/get-payout-account.ts";
import { getProviderFee } from "./operations/get-provider-fee.ts";
import { getTip } from "./operations/get-tip.ts";
import { giveTip } from "./operations/give-tip.ts";
import { refundTip } from "./operations/refund-tip.ts";
import { getState } from "./operations/get-state.ts";
import { listPayouts } from "./operations/list-payouts.ts";
import { listProviderPapers } from "./operations/list-provider-papers.ts";
import { openPayoutAccount } from "./operations/open-payout-account.ts";
import { printStatement } from "./operations/print-statement.ts";
import { quote } from "./operations/quote.ts";
import { refundBooking } from "./operations/refund-booking.ts";
import { reserveCoupon, returnCoupon } from "./operations/reserve-coupon.ts";
import { setPayoutSchedule } from "./operations/set-payout-schedule.ts";
import { createTaxRate, endTaxRate, listTaxRates } from "./operations/tax-rates.ts";
import { toHandle } from "./views.ts";

export const createRouters = (payments: Payments) => {
  const os = implement(serviceContracts.payments).$context<RequestContext>();
  const router = {
    getPayment: os.getPayment.handler(({ context, input }) =>
      getPayment(payments, context.actor, input.id),
    ),
    listCards: os.listCards.handler(({ context }) => listCards(payments, context.actor)),
    removeCard: os.removeCard.handler(({ context, input }) =>
      removeCard(payments, context.actor, input.id),
    ),
    payWithCard: os.payWithCard.handler(({ context, input }) =>
      payWithCard(payments, context.actor, input),
    ),
    refundBooking: os.refundBooking.handler(({ context, input }) =>
      refundBooking(payments, context.actor, input, context.idempotencyKey ?? null),
    ),
    getTip: os.getTip.handler(({ context, input }) => getTip(payments, context.actor, input.id)),
    giveTip: os.giveTip.handler(({ context, input }) => giveTip(payments, context.actor, input)),
    refundTip: os.refundTip.handler(({ context, input }) =>
      refundTip(payments, context.actor, input),
    ),
    getBalance: os.getBalance.handler(({ context, input }) =>
      getBalance(payments, context.actor, input.id),
    ),
    getPayoutAccount: os.getPayoutAccount.handler(({ context, input }) =>
      getPayoutAccount(payments, context.actor, input.id),
    ),
    listPayouts: os.listPayouts.handler(({ context, input }) =>
      listPayouts(payments, context.actor, input),
    ),
    setPayoutSchedule: os.setPayoutSchedule.handler(({ context, input }) =>
      setPayoutSchedule(payments, context.actor, input),
    ),
    openPayoutAccount: os.openPayoutAccount.handler(({ context, input }) =>
      openPayoutAccount(payments, context.actor, input.id),
    ),
    getMoney: os.getMoney.handler(({ context }) => getMoney(payments, context.actor)),
    listDiscrepancies: os.listDiscrepancies.handler(({ context, input }) =>
      listDiscrepancies(payments, context.actor, input),
    ),
    resolveDiscrepancy: os.resolveDiscrepancy.handler(({ context, input }) =>
      resolveDiscrepancy(payments, context.actor, input),
    ),
    listChargebacks: os.listChargebacks.handler(({ context, input }) =>
      listChargebacks(payments, context.actor, input),
    ),
    getChargeback: os.getChargeback.handler(({ context, input }) =>
      getChargeback(payments, context.actor, input.id),
    ),
    downloadEvidence: os.downloadEvidence.handler(({ context, input }) =>
      downloadEvidence(payments, context.actor, input),
    ),
    answerChargeback: os.answerChargeback.handler(({ context, input }) =>
      answerChargeback(payments, context.actor, input),
    ),
    acceptChargeback: os.acceptChargeback.handler(({ context, input }) =>
      acceptChargeback(payments, context.actor, input.id),
    ),
    listProviderChargebacks: os.listProviderChargebacks.handler(({ context, input }) =>
      listProviderChargebacks(payments, context.actor, input),
    ),
    explainChargeback: os.explainChargeback.handler(({ context, input }) =>
      explainChargeback(payments, context.actor, input),
    ),
    listRefunds: os.listRefunds.handler(({ context, input }) =>
      listRefunds(payments, context.actor, input),
    ),
    downloadStatement: os.downloadStatement.handler(({ context, input }) =>
      downloadStatement(payments, context.actor, input),
    ),
    printStatement: os.printStatement.handler(({ context, input }) =>
      printStatement(payments, context.actor, input),
    ),
    listBookingPapers: os.listBookingPapers.handler(({ context, input }) =>
      listBookingPapers(payments, context.actor, input.id),
    ),
    downloadInvoice: os.downloadInvoice.handler(({ context, input }) =>
      downloadPaper(payments, context.actor, input),
    ),
    downloadCreditNote: os.downloadCreditNote.handler(({ context, input }) =>
      downloadPaper(payments, context.actor, input),
    ),
    downloadTipReceipt: os.downloadTipReceipt.handler(({ context, input }) =>
      downloadTipReceipt(payments, context.actor, input),
    ),
    listProviderPapers: os.listProviderPapers.handler(({ context, input }) =>
      listProviderPapers(payments, context.actor, input),
    ),
    listFeeMonths: os.listFeeMonths.handler(({ context, input }) =>
      listFeeMonths(payments, context.actor, input.id),
    ),
    downloadFeeInvoice: os.downloadFeeInvoice.handler(({ context, input }) =>
      downloadFeeInvoice(payments, context.actor, input),
    ),
    approveRefund: os.approveRefund.handler(({ context, input }) =>
      decideRefund(payments, context.actor, { ...input, isApproved: true }),
    ),
    rejectRefund: os.rejectRefund.handler(({ context, input }) =>
      decideRefund(payments, context.actor, { ...input, isApproved: false }),
    ),
    listLedger: os.listLedger.handler(({ context, input }) =>
      listLedger(payments, context.actor, input),
    ),
    listTaxRates: os.listTaxRates.handler(({ context }) => listTaxRates(payments, context.actor)),
    createTaxRate: os.createTaxRate.handler(({ context, input }) =>
      createTaxRate(payments, context.actor, input),
    ),
    endTaxRate: os.endTaxRate.handler(({ context, input }) =>
      endTaxRate(payments, context.actor, input),
    ),
    listFees: os.listFees.handler(({ context }) => listFees(payments, context.actor)),
    putFee: os.putFee.handler(({ context, input }) => putFee(payments, context.actor, input)),
    deleteFee: os.deleteFee.handler(({ context, input }) =>
      deleteFee(payments, context.actor, input),
    ),
    listCoupons: os.listCoupons.handler(({ context, input }) =>
      listCoupons(payments, context.actor, input),
    ),
    createCoupon: os.createCoupon.handler(({ context, input }) =>
      createCoupon(payments, context.actor, input),
    ),
    endCoupon: os.endCoupon.handler(({ context, input }) =>
      endCoupon(payments, context.actor, input),
    ),
    getProviderFee: os.getProviderFee.handler(({ context, input }) =>
      getProviderFee(payments, context.actor, input),
    ),
    getPlan: os.getPlan.handler(({ context, input }) => getPlan(payments, context.actor, input)),
    putPlan: os.putPlan.handler(({ context, input }) => setPlan(payments, context.actor, input)),
  };
  const internalRouter = {
    ...router,
    reserveCoupon: os.reserveCoupon.handler(({ context, input }) => {
      requireSystem(context.actor);
      return reserveCoupon(payments, input);
    }),
    returnCoupon: os.returnCoupon.handler(({ context, input }) => {
      requireSystem(context.actor);
      return returnCoupon(payments, input.redemptionId);
    }),
    quote: os.quote.handler(({ context, input }) => {
      requireSystem(context.actor);
      return quote(payments, input);
    }),
    authorize: os.authorize.handler(async ({ context, input }) => {
      requireSystem(context.actor);
      return toHandle(await authorize(payments, input));
    }),
    authorizeSeries: os.authorizeSeries.handler(async ({ context, input }) => {
      requireSystem(context.actor);
      return toHandle(await authorizeSeries(payments, input));
    }),
    getState: os.getState.handler(({ context, input }) => {
      requireSystem(context.actor);
      return getState(payments, input.bookingId);
    }),
  };
  return { router, internalRouter };
};
