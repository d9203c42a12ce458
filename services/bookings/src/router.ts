import { serviceContracts } from "@loconomy/contracts";
import { requireSystem, type RequestContext } from "@loconomy/kit";
import { implement } from "@orpc/server";
import { createCalendarsRouter } from "./calendars-router.ts";
import { createSeriesRouter } from "./series-router.ts";
import type { Bookings } from "./context.ts";
import { getAgenda } from "./operations/get-agenda.ts";
import {
  getBooking,
  getCancellationQuote,
  getRecord,
  getRecordTimeline,
  getTimeline,
} from "./operations/bookings.ts";
import { acceptProposal, declineProposal, withdrawProposal } from "./operations/answer-proposal.ts";
import { changeBooking } from "./operations/change-booking.ts";
import { applyCoupon, removeCoupon } from "./operations/coupon.ts";
import {
  answerDispute,
  disputeBooking,
  listDisputes,
  resolveDispute,
} from "./operations/disputes.ts";
import { createBooking } from "./operations/create-booking.ts";
import { createHold } from "./operations/create-hold.ts";
import { getSeriesRecords } from "./operations/get-series.ts";
import { getHold, releaseHold } from "./operations/holds.ts";
import { listAllBookings, listBookings } from "./operations/list-bookings.ts";
import { listNewTimes } from "./operations/list-new-times.ts";
import { listSlots } from "./operations/list-slots.ts";
import { listTrackRecords } from "./operations/list-track-records.ts";
import { nextOpenTimes } from "./operations/next-open-times.ts";
import { openQuarters } from "./operations/open-quarters.ts";
import { previewSchedule } from "./operations/preview-schedule.ts";
import { reportNoShow } from "./operations/report-no-show.ts";
import { renewHold } from "./operations/renew-hold.ts";
import { rescheduleBooking } from "./operations/reschedule-booking.ts";
import { createTimeOff, deleteTimeOff, getSchedule, putSchedule } from "./operations/schedule.ts";
import { createWaitlistRouter } from "./waitlist-router.ts";

const os = implement(serviceContracts.bookings).$context<RequestContext>();

/** The contract's procedures, each handed to its operation. */
export const createRouters = (deps: Bookings) => {
  const router = {
    ...createCalendarsRouter(deps),
    ...createWaitlistRouter(deps),
    ...createSeriesRouter(deps),
    listSlots: os.listSlots.handler(({ context, input }) => listSlots(deps, context.actor, input)),
    getSchedule: os.getSchedule.handler(({ context, input }) =>
      getSchedule(deps, context.actor, input),
    ),
    putSchedule: os.putSchedule.handler(({ context, input }) =>
      putSchedule(deps, context.actor, input),
    ),
    previewSchedule: os.previewSchedule.handler(({ context, input }) =>
      previewSchedule(deps, context.actor, input),
    ),
    createTimeOff: os.createTimeOff.handler(({ context, input }) =>
      createTimeOff(deps, context.actor, input),
    ),
    deleteTimeOff: os.deleteTimeOff.handler(({ context, input }) =>
      deleteTimeOff(deps, context.actor, input),
    ),
    createHold: os.createHold.handler(({ context, input }) =>
      createHold(deps, context.actor, input),
    ),
    getHold: os.getHold.handler(({ context, input }) => getHold(deps, context.actor, input)),
    renewHold: os.renewHold.handler(({ context, input }) => renewHold(deps, context.actor, input)),
    releaseHold: os.releaseHold.handler(({ context, input }) =>
      releaseHold(deps, context.actor, input),
    ),
    applyCoupon: os.applyCoupon.handler(({ context, input }) =>
      applyCoupon(deps, context.actor, input),
    ),
    removeCoupon: os.removeCoupon.handler(({ context, input }) =>
      removeCoupon(deps, context.actor, input),
    ),
    createBooking: os.createBooking.handler(({ context, input }) =>
      createBooking(deps, context.actor, input),
    ),
    listBookings: os.listBookings.handler(({ context, input }) =>
      listBookings(deps, context.actor, input),
    ),
    getAgenda: os.getAgenda.handler(({ context, input }) => getAgenda(deps, context.actor, input)),
    getBooking: os.getBooking.handler(({ context, input }) =>
      getBooking(deps, context.actor, input),
    ),
    getTimeline: os.getTimeline.handler(({ context, input }) =>
      getTimeline(deps, context.actor, input),
    ),
    getCancellationQuote: os.getCancellationQuote.handler(({ context, input }) =>
      getCancellationQuote(deps, context.actor, input),
    ),
    acceptBooking: os.acceptBooking.handler(({ context, input }) =>
      changeBooking(deps, context.actor, "accept", input),
    ),
    declineBooking: os.declineBooking.handler(({ context, input }) =>
      changeBooking(deps, context.actor, "decline", input),
    ),
    cancelBooking: os.cancelBooking.handler(({ context, input }) =>
      changeBooking(deps, context.actor, "cancel", input),
    ),
    listNewTimes: os.listNewTimes.handler(({ context, input }) =>
      listNewTimes(deps, context.actor, input),
    ),
    rescheduleBooking: os.rescheduleBooking.handler(({ context, input }) =>
      rescheduleBooking(deps, context.actor, input),
    ),
    acceptProposal: os.acceptProposal.handler(({ context, input }) =>
      acceptProposal(deps, context.actor, input),
    ),
    declineProposal: os.declineProposal.handler(({ context, input }) =>
      declineProposal(deps, context.actor, input),
    ),
    withdrawProposal: os.withdrawProposal.handler(({ context, input }) =>
      withdrawProposal(deps, context.actor, input),
    ),
    startBooking: os.startBooking.handler(({ context, input }) =>
      changeBooking(deps, context.actor, "start", input),
    ),
    completeBooking: os.completeBooking.handler(({ context, input }) =>
      changeBooking(deps, context.actor, "complete", input),
    ),
    reportNoShow: os.reportNoShow.handler(({ context, input }) =>
      reportNoShow(deps, context.actor, input),
    ),
    disputeBooking: os.disputeBooking.handler(({ context, input }) =>
      disputeBooking(deps, context.actor, input),
    ),
    answerDispute: os.answerDispute.handler(({ context, input }) =>
      answerDispute(deps, context.actor, input),
    ),
    resolveDispute: os.resolveDispute.handler(({ context, input }) =>
      resolveDispute(deps, context.actor, input),
    ),
    listDisputes: os.listDisputes.handler(({ context, input }) =>
      listDisputes(deps, context.actor, input),
    ),
    listAllBookings: os.listAllBookings.handler(({ context, input }) =>
      listAllBookings(deps, context.actor, input),
    ),
  };
  const internalRouter = os.router({
    ...router,
    getRecord: os.getRecord.handler(({ context, input }) => {
      requireSystem(context.actor);
      return getRecord(deps, input);
    }),
    getRecordTimeline: os.getRecordTimeline.handler(({ context, input }) => {
      requireSystem(context.actor);
      return getRecordTimeline(deps, input);
    }),
    getSeriesRecords: os.getSeriesRecords.handler(({ context, input }) => {
      requireSystem(context.actor);
      return getSeriesRecords(deps, input);
    }),
    nextOpenTimes: os.nextOpenTimes.handler(({ context, input }) => {
      requireSystem(context.actor);
      return nextOpenTimes(deps, input);
    }),
    openQuarters: os.openQuarters.handler(({ context, input }) => {
      requireSystem(context.actor);
      return openQuarters(deps, input);
    }),
    listTrackRecords: os.listTrackRecords.handler(({ context, input }) => {
      requireSystem(context.actor);
      return listTrackRecords(deps, input);
    }),
  });
  return { router, internalRouter };
};
