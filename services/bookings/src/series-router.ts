import { serviceContracts } from "@loconomy/contracts";
import type { RequestContext } from "@loconomy/kit";
import { implement } from "@orpc/server";
import type { Bookings } from "./context.ts";
import { changeSeries, getSeriesCancellationQuote } from "./operations/change-series.ts";
import { createSeries } from "./operations/create-series.ts";
import { getSeries } from "./operations/get-series.ts";
import { getSeriesHold, holdSeries, releaseSeriesHold } from "./operations/hold-series.ts";
import { previewSeriesMove, rescheduleSeries } from "./operations/reschedule-series.ts";
import { previewSeries } from "./operations/plan-series.ts";

const os = implement(serviceContracts.bookings).$context<RequestContext>();

/** The procedures of series, each handed to its operation. */
export const createSeriesRouter = (deps: Bookings) => ({
  previewSeries: os.previewSeries.handler(({ context, input }) =>
    previewSeries(deps, context.actor, input),
  ),
  createSeriesHold: os.createSeriesHold.handler(({ context, input }) =>
    holdSeries(deps, context.actor, input),
  ),
  getSeriesHold: os.getSeriesHold.handler(({ context, input }) =>
    getSeriesHold(deps, context.actor, input),
  ),
  releaseSeriesHold: os.releaseSeriesHold.handler(({ context, input }) =>
    releaseSeriesHold(deps, context.actor, input),
  ),
  createSeries: os.createSeries.handler(({ context, input }) =>
    createSeries(deps, context.actor, input),
  ),
  getSeries: os.getSeries.handler(({ context, input }) => getSeries(deps, context.actor, input)),
  acceptSeries: os.acceptSeries.handler(({ context, input }) =>
    changeSeries(deps, context.actor, "accept", input),
  ),
  declineSeries: os.declineSeries.handler(({ context, input }) =>
    changeSeries(deps, context.actor, "decline", input),
  ),
  getSeriesCancellationQuote: os.getSeriesCancellationQuote.handler(({ context, input }) =>
    getSeriesCancellationQuote(deps, context.actor, input),
  ),
  previewSeriesMove: os.previewSeriesMove.handler(({ context, input }) =>
    previewSeriesMove(deps, context.actor, input),
  ),
  rescheduleSeries: os.rescheduleSeries.handler(({ context, input }) =>
    rescheduleSeries(deps, context.actor, input),
  ),
  cancelSeries: os.cancelSeries.handler(({ context, input }) =>
    changeSeries(deps, context.actor, "cancel", input),
  ),
});
