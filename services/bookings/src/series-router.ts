import { serviceContracts } from "@loconomy/contracts";
import type { RequestContext } from "@loconomy/kit";
import { implement } from "@orpc/server";
import type { Bookings } from "./context.ts";
import { getSeriesHold, holdSeries, releaseSeriesHold } from "./operations/hold-series.ts";
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
});
