import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { enqueue, system, transaction } from "@loconomy/kit";
import { createFixture, eventually, type Fixture } from "./testing-fixture.ts";
import { allRoutes } from "./testing-routes.ts";
import { startTestServer, type TestServer, type Visitor } from "./testing.ts";

/**
 * Who may do what, whole: every route of the contract × everybody. The thing in the path belongs to `customer` and
 * `provider`; for the others it is foreign, and a foreign id must look as if it did not exist.
 * `ok` means let in: the answer may still be 409 or 422 by a rule.
 */
const PEOPLE = [
  "guest",
  "customer",
  "otherCustomer",
  "provider",
  "otherProvider",
  "admin",
] as const;
type Expected = "ok" | 401 | 403 | 404;

const everybody: Expected[] = ["ok", "ok", "ok", "ok", "ok", "ok"];
const signedIn: Expected[] = [401, "ok", "ok", "ok", "ok", "ok"];
const operator: Expected[] = [401, 403, 403, 403, 403, "ok"];
const owner: Expected[] = [401, 404, 404, "ok", 404, 404];
const parties: Expected[] = [401, "ok", 404, "ok", 404, "ok"];
const bothSides: Expected[] = [401, "ok", 404, "ok", 404, 403];
/** Nobody else's business, operators have its bookings one by one. */
const series: Expected[] = [401, "ok", 404, "ok", 404, 404];
const nobody: Expected[] = [401, 404, 404, 404, 404, 404];
const providerSide: Expected[] = [401, 403, 404, "ok", 404, 403];

const DECLARED: Record<string, Expected[]> = {
  "users.getSession": everybody,
  "users.getMe": signedIn,
  "users.updateMe": signedIn,
  "users.listUsers": operator,
  "providers.listCategories": everybody,
  "providers.createProvider": signedIn,
  "providers.getProvider": everybody,
  "providers.getMyProvider": [401, 404, 404, "ok", "ok", 404],
  "providers.updateProvider": owner,
  "providers.listServices": everybody,
  "providers.createService": owner,
  "providers.updateService": owner,
  "providers.deleteService": owner,
  "providers.listProviders": operator,
  "bookings.listSlots": everybody,
  "bookings.getSchedule": owner,
  "bookings.putSchedule": owner,
  "bookings.previewSchedule": owner,
  "bookings.getAgenda": owner,
  "bookings.createTimeOff": owner,
  "bookings.deleteTimeOff": owner,
  "bookings.listCalendars": owner,
  "bookings.connectCalendar": owner,
  "bookings.renameCalendar": owner,
  "bookings.refreshCalendar": owner,
  "bookings.disconnectCalendar": owner,
  "bookings.getCalendarLink": signedIn,
  "bookings.replaceCalendarLink": signedIn,
  "bookings.deleteCalendarLink": signedIn,
  "bookings.getProviderCalendarLink": owner,
  "bookings.replaceProviderCalendarLink": owner,
  "bookings.deleteProviderCalendarLink": owner,
  // The address itself is the right to read it.
  "bookings.readCalendar": everybody,
  "bookings.downloadBooking": parties,
  "bookings.joinWaitlist": signedIn,
  "bookings.listWaitlist": signedIn,
  "bookings.leaveWaitlist": [401, "ok", 404, 404, 404, 404],
  "bookings.listProviderWaitlist": owner,
  "bookings.createHold": everybody,
  "bookings.getHold": [404, "ok", 404, 404, 404, 404],
  "bookings.renewHold": [404, "ok", 404, 404, 404, 404],
  "bookings.releaseHold": [404, "ok", 404, 404, 404, 404],
  "bookings.applyCoupon": [401, "ok", 404, 404, 404, 404],
  "bookings.removeCoupon": [401, "ok", 404, 404, 404, 404],
  "bookings.createBooking": [401, "ok", 404, 404, 404, 404],
  "bookings.listBookings": signedIn,
  "bookings.getBooking": parties,
  "bookings.getTimeline": parties,
  "bookings.getCancellationQuote": parties,
  "bookings.acceptBooking": providerSide,
  "bookings.declineBooking": providerSide,
  "bookings.cancelBooking": parties,
  "bookings.listNewTimes": bothSides,
  "bookings.rescheduleBooking": bothSides,
  "bookings.acceptProposal": bothSides,
  "bookings.declineProposal": bothSides,
  "bookings.withdrawProposal": bothSides,
  "bookings.startBooking": providerSide,
  "bookings.completeBooking": providerSide,
  "bookings.reportNoShow": bothSides,
  "bookings.disputeBooking": bothSides,
  "bookings.answerDispute": bothSides,
  "bookings.resolveDispute": operator,
  "bookings.listDisputes": operator,
  "bookings.listAllBookings": operator,
  "bookings.previewSeries": everybody,
  "bookings.createSeriesHold": everybody,
  "bookings.getSeriesHold": [404, "ok", 404, 404, 404, 404],
  "bookings.releaseSeriesHold": [404, "ok", 404, 404, 404, 404],
  "bookings.createSeries": [401, "ok", 404, 404, 404, 404],
  "bookings.getSeries": series,
  "bookings.acceptSeries": [401, 403, 404, "ok", 404, 404],
  "bookings.declineSeries": [401, 403, 404, "ok", 404, 404],
  // The provider proposes times one by one.
  "bookings.previewSeriesMove": [401, "ok", 404, 403, 404, 404],
  "bookings.rescheduleSeries": [401, "ok", 404, 403, 404, 404],
  "bookings.getSeriesCancellationQuote": series,
  "bookings.cancelSeries": series,
  "payments.getPayment": parties,
  "payments.listCards": signedIn,
  // Nobody has a card by that name; to pay with one is the customer's, whatever its name.
  "payments.removeCard": [401, 404, 404, 404, 404, 404],
  "payments.payWithCard": [401, 404, 404, 403, 404, 404],
  "payments.refundBooking": operator,
  "payments.getTip": parties,
  "payments.giveTip": [401, "ok", 404, 403, 404, 404],
  "payments.refundTip": operator,
  "payments.getMoney": operator,
  "payments.listDiscrepancies": operator,
  // There is none: whoever may look into it is told so.
  "payments.resolveDiscrepancy": [401, 403, 403, 403, 403, 404],
  "payments.listChargebacks": operator,
  "payments.getChargeback": [401, 403, 403, 403, 403, 404],
  "payments.downloadEvidence": [401, 403, 403, 403, 403, 404],
  "payments.answerChargeback": [401, 403, 403, 403, 403, 404],
  "payments.acceptChargeback": [401, 403, 403, 403, 403, 404],
  "payments.listProviderChargebacks": [401, 404, 404, "ok", 404, "ok"],
  "payments.explainChargeback": [401, 404, 404, 404, 404, 404],
  "payments.listRefunds": operator,
  "payments.approveRefund": [401, 403, 403, 403, 403, 404],
  "payments.rejectRefund": [401, 403, 403, 403, 403, 404],
  "payments.getBalance": [401, 404, 404, "ok", 404, "ok"],
  "payments.downloadStatement": [401, 404, 404, "ok", 404, "ok"],
  "payments.printStatement": [401, 404, 404, "ok", 404, "ok"],
  "payments.listBookingPapers": parties,
  // Nothing was taken for the booking, and no fee in that month: there are no such papers. Who may have them once there are is
  // tested with them.
  "payments.downloadInvoice": nobody,
  "payments.downloadCreditNote": nobody,
  "payments.downloadTipReceipt": nobody,
  "payments.downloadFeeInvoice": nobody,
  "payments.listProviderPapers": [401, 404, 404, "ok", 404, "ok"],
  "payments.listFeeMonths": [401, 404, 404, "ok", 404, "ok"],
  "payments.listLedger": [401, 404, 404, "ok", 404, "ok"],
  "payments.getPayoutAccount": [401, 404, 404, "ok", 404, "ok"],
  "payments.openPayoutAccount": owner,
  "payments.listTaxRates": operator,
  "payments.createTaxRate": operator,
  "payments.endTaxRate": operator,
  "payments.listFees": operator,
  "payments.putFee": operator,
  "payments.deleteFee": operator,
  "payments.listCoupons": operator,
  "payments.createCoupon": operator,
  "payments.endCoupon": operator,
  "payments.getProviderFee": [401, 404, 404, "ok", 404, "ok"],
  "payments.getPlan": operator,
  "payments.putPlan": operator,
  "payments.listPayouts": [401, 404, 404, "ok", 404, "ok"],
  "payments.setPayoutSchedule": owner,
  "search.searchProviders": everybody,
  "search.suggest": everybody,
  "search.getLanding": everybody,
  "search.listLandings": everybody,
  "search.listListedProviders": everybody,
  "search.findNeed": everybody,
  "reviews.createReview": [401, "ok", 404, "ok", 404, 404],
  "reviews.getBookingReviews": [401, "ok", 404, "ok", 404, 404],
  "reviews.listProviderReviews": everybody,
  "reviews.replyToReview": [401, 404, 404, "ok", 404, 404],
  "communication.listConversations": signedIn,
  "communication.beginConversation": [401, "ok", 404, "ok", 404, 404],
  "communication.listMessages": [401, "ok", 404, "ok", 404, 404],
  "communication.sendMessage": [401, "ok", 404, "ok", 404, 404],
  "communication.markRead": [401, "ok", 404, "ok", 404, 404],
  "geolocation.searchPlaces": everybody,
  "geolocation.reversePlace": everybody,
  "geolocation.listHolidays": everybody,
};

/** Where no calendar is. */
const NOWHERE = "http://127.0.0.1:1";

interface Prepared {
  path: string;
  body?: object;
}
type Prepare = (f: Fixture, things: Things) => Prepared | Promise<Prepared>;
interface Things {
  bookingId: string;
  seriesId: string;
  timeOffId: string;
  calendarId: string;
  reviewId: string;
}

const booking =
  (action: string, body?: object): Prepare =>
  (_f, { bookingId }) => ({ path: `/bookings/${bookingId}/${action}`, body });
const conversation =
  (what: string, body?: object): Prepare =>
  (_f, { bookingId }) => ({ path: `/conversations/${bookingId}/${what}`, body });
const service = {
  name: "Pipe check",
  description: null,
  priceAmount: 5000,
  durationMinutes: 60,
  location: "customer",
  isInstant: true,
};
const schedule = {
  timeZone: "America/Chicago",
  weekly: [],
  exceptions: [],
  stepMinutes: 30,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  noticeMinutes: 0,
  horizonDays: 30,
};

/** A well-formed call of each route that needs more than its path; made anew for every person. */
const CALLS: Record<string, Prepare> = {
  "users.updateMe": () => ({ path: "/me", body: {} }),
  "providers.createProvider": (f) => ({
    path: "/providers",
    body: {
      businessName: "New",
      bio: null,
      categoryId: f.categoryId,
      locationLabel: "Austin",
      position: { lat: 30, lng: -97 },
      serviceRadiusKm: 10,
      cancellationPolicy: "strict",
      currency: "USD",
      timeZone: "America/Chicago",
    },
  }),
  "providers.getProvider": (f) => ({ path: `/providers/${f.slug}` }),
  "providers.updateProvider": (f) => ({
    path: `/providers/${f.providerId}`,
    body: { bio: "Changed." },
  }),
  "providers.createService": (f) => ({
    path: `/providers/${f.providerId}/services`,
    body: service,
  }),
  "providers.updateService": (f) => ({
    path: `/providers/${f.providerId}/services/${f.requestServiceId}`,
    body: { description: "Changed." },
  }),
  "providers.deleteService": async (f) => ({
    path: `/providers/${f.providerId}/services/${(await f.provider.call<{ id: string }>("POST", `/api/v1/providers/${f.providerId}/services`, service)).body.id}`,
  }),
  "bookings.listSlots": (f) => ({
    path: `/providers/${f.providerId}/slots?serviceId=${f.serviceId}&from=2026-12-01&to=2026-12-02`,
  }),
  "bookings.putSchedule": (f) => ({ path: `/providers/${f.providerId}/schedule`, body: schedule }),
  "bookings.previewSchedule": (f) => ({
    path: `/providers/${f.providerId}/schedule/preview`,
    body: { ...schedule, serviceId: f.serviceId, from: "2026-12-01" },
  }),
  "bookings.getAgenda": (f) => ({
    path: `/providers/${f.providerId}/agenda?from=2026-12-01&to=2026-12-07`,
  }),
  "bookings.createTimeOff": (f) => ({
    path: `/providers/${f.providerId}/time-off`,
    body: dayOff(undefined, 50),
  }),
  "bookings.deleteTimeOff": (f, { timeOffId }) => ({
    path: `/providers/${f.providerId}/time-off/${timeOffId}`,
  }),
  "bookings.connectCalendar": (f) => ({
    path: `/providers/${f.providerId}/calendars`,
    body: { name: "Family", url: `${NOWHERE}/family.ics` },
  }),
  "bookings.renameCalendar": (f, { calendarId }) => ({
    path: `/providers/${f.providerId}/calendars/${calendarId}`,
    body: { name: "Work" },
  }),
  "bookings.refreshCalendar": (f, { calendarId }) => ({
    path: `/providers/${f.providerId}/calendars/${calendarId}/refresh`,
  }),
  "bookings.disconnectCalendar": async (f) => ({
    path: `/providers/${f.providerId}/calendars/${await connectedCalendar(f)}`,
  }),
  "bookings.readCalendar": async (f) => ({ path: await calendarPath(f) }),
  "bookings.joinWaitlist": (f) => ({
    path: "/waitlist",
    body: { serviceId: f.serviceId, day: "2020-01-01" },
  }),
  "bookings.leaveWaitlist": async (f) => ({ path: `/waitlist/${await waitingFor(f)}` }),
  "bookings.createHold": (f) => ({
    path: "/bookings/holds",
    body: { serviceId: f.serviceId, start: "2020-01-01T10:00:00Z" },
  }),
  "bookings.getHold": async (f) => ({ path: `/bookings/holds/${(await releasable(f)).id}` }),
  "bookings.renewHold": async (f) => ({
    path: `/bookings/holds/${(await releasable(f)).id}/renew`,
  }),
  "bookings.releaseHold": async (f) => ({ path: `/bookings/holds/${(await releasable(f)).id}` }),
  "bookings.applyCoupon": async (f) => ({
    path: `/bookings/holds/${(await releasable(f)).id}/coupon`,
    body: { code: "NONE" },
  }),
  "bookings.removeCoupon": async (f) => ({
    path: `/bookings/holds/${(await releasable(f)).id}/coupon`,
  }),
  "bookings.createBooking": async (f) => ({
    path: "/bookings",
    body: { holdId: (await releasable(f)).id, address: { line1: "1 Main St", city: "Austin" } },
  }),
  "bookings.declineBooking": booking("decline", { reason: "No time." }),
  "bookings.cancelBooking": booking("cancel", {}),
  "bookings.listNewTimes": booking("new-times?from=2026-12-01&to=2026-12-02"),
  "bookings.rescheduleBooking": booking("reschedule", { start: "2020-01-01T10:00:00Z" }),
  "bookings.acceptProposal": booking("reschedule/accept", { start: "2020-01-01T10:00:00Z" }),
  "bookings.declineProposal": booking("reschedule/decline", { start: "2020-01-01T10:00:00Z" }),
  "bookings.reportNoShow": booking("no-show", { absent: "customer" }),
  "bookings.disputeBooking": booking("dispute", { reason: "not_done", text: "It drips." }),
  "bookings.answerDispute": booking("dispute/answer", { text: "It does not." }),
  "bookings.resolveDispute": booking("dispute/resolve", { refundPercent: 0, note: "Fine." }),
  "bookings.previewSeries": (f) => ({ path: "/bookings/series/preview", body: fortnights(f) }),
  "bookings.createSeriesHold": (f) => ({
    path: "/bookings/series/holds",
    body: { ...fortnights(f), start: "2020-01-01T10:00:00Z" },
  }),
  "bookings.getSeriesHold": async (f) => ({
    path: `/bookings/series/holds/${await seriesHold(f)}`,
  }),
  "bookings.releaseSeriesHold": async (f) => ({
    path: `/bookings/series/holds/${await seriesHold(f)}`,
  }),
  "bookings.previewSeriesMove": (_f, { seriesId }) => ({
    path: `/bookings/series/${seriesId}/reschedule/preview`,
    body: { start: "2020-01-01T10:00:00Z" },
  }),
  "bookings.rescheduleSeries": (_f, { seriesId }) => ({
    path: `/bookings/series/${seriesId}/reschedule`,
    body: { start: "2020-01-01T10:00:00Z" },
  }),
  "bookings.createSeries": async (f) => ({
    path: "/bookings/series",
    body: { holdId: await seriesHold(f), address: { line1: "1 Main St", city: "Austin" } },
  }),
  "payments.downloadStatement": (f) => ({
    path: `/providers/${f.providerId}/statement.csv?from=2026-11-01&to=2026-11-30`,
  }),
  "payments.printStatement": (f) => ({
    path: `/providers/${f.providerId}/statement.pdf?from=2026-11-01&to=2026-11-30`,
  }),
  "payments.downloadCreditNote": (_f, { bookingId }) => ({
    path: `/bookings/${bookingId}/credit-notes/${crypto.randomUUID()}/pdf`,
  }),
  "payments.downloadTipReceipt": (_f, { bookingId }) => ({
    path: `/bookings/${bookingId}/tip/receipt.pdf`,
  }),
  "payments.downloadFeeInvoice": (f) => ({
    path: `/providers/${f.providerId}/fee-invoice.pdf?month=2026-01&currency=USD`,
  }),
  "payments.approveRefund": () => ({ path: `/admin/refunds/${crypto.randomUUID()}/approve` }),
  "payments.rejectRefund": () => ({ path: `/admin/refunds/${crypto.randomUUID()}/reject` }),
  "payments.resolveDiscrepancy": () => ({
    path: `/admin/discrepancies/${crypto.randomUUID()}/resolve`,
    body: { note: "Looked into." },
  }),
  "payments.getChargeback": () => ({ path: `/admin/chargebacks/${crypto.randomUUID()}` }),
  "payments.downloadEvidence": () => ({
    path: `/admin/chargebacks/${crypto.randomUUID()}/evidence.pdf`,
  }),
  "payments.answerChargeback": () => ({
    path: `/admin/chargebacks/${crypto.randomUUID()}/answer`,
    body: { words: "It was done." },
  }),
  "payments.acceptChargeback": () => ({
    path: `/admin/chargebacks/${crypto.randomUUID()}/accept`,
  }),
  "payments.explainChargeback": (f) => ({
    path: `/providers/${f.providerId}/chargebacks/${crypto.randomUUID()}/explanation`,
    body: { explanation: "The tap was mended." },
  }),
  "payments.setPayoutSchedule": (f) => ({
    path: `/providers/${f.providerId}/payout-schedule`,
    body: { schedule: { interval: "weekly", weekday: 1 } },
  }),
  "payments.refundBooking": booking("refund", { amount: 100, reason: "Goodwill." }),
  "payments.removeCard": () => ({ path: "/users/me/cards/pm_nobodys" }),
  "payments.payWithCard": booking("payment/card", { cardId: "pm_nobodys" }),
  "payments.giveTip": booking("tip", { amount: { amount: 500, currency: "USD" } }),
  "payments.refundTip": booking("tip/refund", { reason: "Goodwill." }),
  "payments.createTaxRate": () => ({ path: "/admin/tax-rates", body: taxOfNobody }),
  "payments.endTaxRate": async (f) => ({
    path: `/admin/tax-rates/${await taxRate(f)}/end`,
    body: { validUntil: "2027-12-31" },
  }),
  "payments.createCoupon": () => ({ path: "/admin/coupons", body: couponOfNobody }),
  "payments.endCoupon": async (f) => ({ path: `/admin/coupons/${await anyCoupon(f)}/end` }),
  "payments.putFee": () => ({ path: "/admin/fees", body: feeOfPro }),
  "payments.deleteFee": async (f) => ({
    path: `/admin/fees/${(await f.admin.call<{ id: string }>("PUT", "/api/v1/admin/fees", feeOfPro)).body.id}`,
  }),
  "payments.putPlan": (f) => ({
    path: `/admin/providers/${f.providerId}/plan`,
    body: { plan: "standard" },
  }),
  "reviews.createReview": booking("reviews", { rating: 5 }),
  "reviews.replyToReview": (_f, { reviewId }) => ({
    path: `/reviews/${reviewId}/reply`,
    body: { content: "Thank you." },
  }),
  "communication.beginConversation": (_f, { bookingId }) => ({
    path: "/conversations",
    body: { bookingId, text: "Is there a place to park?" },
  }),
  "communication.listMessages": conversation("messages"),
  "communication.sendMessage": conversation("messages", { text: "There is." }),
  "communication.markRead": conversation("read", { upTo: crypto.randomUUID() }),
  "search.searchProviders": () => ({ path: "/search/providers?lat=30.27&lng=-97.74" }),
  "search.suggest": () => ({ path: "/search/suggest?q=plumb" }),
  "search.findNeed": () => ({ path: "/search/need?q=my+tap+is+leaking" }),
  "geolocation.searchPlaces": () => ({ path: "/places?q=Austin" }),
  "geolocation.reversePlace": () => ({ path: "/places/reverse?lat=30&lng=-97" }),
  "geolocation.listHolidays": () => ({ path: "/holidays?country=US&region=TX&year=2027" }),
};

const taxOfNobody = {
  country: "AQ",
  region: null,
  name: "Ice tax",
  ratePpm: 10_000,
  isInclusive: false,
  validFrom: "2026-01-01",
  validUntil: null,
};
const couponOfNobody = {
  code: "ICE-10",
  off: { percent: 10 },
  usesMax: 1,
  usesPerCustomer: null,
  validFrom: "2026-01-01T00:00:00Z",
  validUntil: "2026-01-02T00:00:00Z",
};

/** A coupon that is there, made by the operator when it is not. */
const anyCoupon = async ({ admin }: Fixture): Promise<string> => {
  await admin.call("POST", "/api/v1/admin/coupons", couponOfNobody);
  const { body } = await admin.call<{ items: Array<{ id: string }> }>(
    "GET",
    "/api/v1/admin/coupons",
  );
  return body.items[0]!.id;
};

const feeOfPro = { plan: "pro", categoryId: null, feeBps: 500 };

/** A tax that is there, made by the operator when it is not. */
const taxRate = async ({ admin }: Fixture): Promise<string> => {
  await admin.call("POST", "/api/v1/admin/tax-rates", taxOfNobody);
  const { body } = await admin.call<{ items: Array<{ id: string }> }>(
    "GET",
    "/api/v1/admin/tax-rates",
  );
  return body.items[0]!.id;
};

/** A calendar of the provider's. */
const connectedCalendar = async ({ provider, providerId }: Fixture): Promise<string> => {
  const { body } = await provider.call<{ id: string }>(
    "POST",
    `/api/v1/providers/${providerId}/calendars`,
    { name: "Family", url: `${NOWHERE}/${crypto.randomUUID()}.ics` },
  );
  return body.id;
};

/** Where a calendar app reads the provider's bookings, below `/api/v1`. */
const calendarPath = async ({ provider, providerId }: Fixture): Promise<string> => {
  const { body } = await provider.call<{ url: string }>(
    "POST",
    `/api/v1/providers/${providerId}/calendar-link`,
  );
  return new URL(body.url).pathname.replace("/api/v1", "");
};

/** What the customer waits for: minutes in which nothing can begin. */
const waitingFor = async ({ customer, serviceId, at }: Fixture): Promise<string> => {
  const { body } = await customer.call<{ items: Array<{ id: string }> }>("GET", "/api/v1/waitlist");
  if (body.items[0]) return body.items[0].id;
  const wish = { serviceId, day: at(5, 0).slice(0, 10), from: "00:01", to: "00:02" };
  return (await customer.call<{ id: string }>("POST", "/api/v1/waitlist", wish)).body.id;
};

/** A person may keep few holds at a time: the customer's last one makes room for the next. */
let lastHold: string | undefined;
const releasable = async (f: Fixture) => {
  if (lastHold) await f.customer.call("DELETE", `/api/v1/bookings/holds/${lastHold}`);
  const held = await f.hold();
  lastHold = held.id;
  return held;
};

/** Two dates that nobody else wants. */
let wished = 0;
const fortnights = (f: Fixture) => ({
  serviceId: f.serviceId,
  start: f.at(14, 2 * wished++),
  rule: { frequency: "weekly", every: 2, count: 2 },
});

/** A series that the customer holds; the one before makes way. */
const seriesHold = async (f: Fixture): Promise<string> => {
  const held = await f.customer.call<{ id: string }>(
    "POST",
    "/api/v1/bookings/series/holds",
    fortnights(f),
  );
  return held.body.id;
};

describe("authorisation matrix", () => {
  let server: TestServer;
  let fixture: Fixture;
  let things: Things;
  beforeAll(async () => {
    server = await startTestServer({ CALENDAR_TRUSTED_ORIGINS: NOWHERE });
    fixture = await createFixture(server);
    things = await arrange(server, fixture);
  }, 60_000);
  afterAll(() => server.stop());

  test("every route is declared, and nothing else", () => {
    expect(Object.keys(DECLARED).toSorted()).toEqual(
      allRoutes()
        .map((route) => route.name)
        .toSorted(),
    );
  });

  // Opening a profile changes who somebody is, cancelling what a booking allows: these come last.
  const last = ["bookings.putSchedule", "bookings.cancelBooking", "providers.createProvider"];
  const ordered = allRoutes().toSorted((a, b) => last.indexOf(a.name) - last.indexOf(b.name));
  test.each(ordered.map((route) => [route.name, route] as const))("%s", async (name, route) => {
    const outcome: Record<string, Expected | string> = {};
    for (const person of PEOPLE) {
      const { path, body } = await (CALLS[name]?.(fixture, things) ?? {
        path: fill(route.path, fixture, things),
      });
      const visitor: Visitor = fixture[person];
      const answer = await visitor.call(route.method, `/api/v1${path}`, body);
      outcome[person] = judge(answer.status);
      if (typeof outcome[person] === "string" && outcome[person] !== "ok")
        outcome[person] += ` ${JSON.stringify(answer.body)}`;
    }
    expect(outcome).toEqual(
      Object.fromEntries(PEOPLE.map((person, i) => [person, DECLARED[name]?.[i]])),
    );
  });
});

const dayOff = (
  server: TestServer | undefined,
  daysAhead: number,
): { start: string; end: string } => {
  const start = (server?.server.clock.now().getTime() ?? Date.now()) + daysAhead * 86_400_000;
  return { start: new Date(start).toISOString(), end: new Date(start + 3_600_000).toISOString() };
};

const judge = (status: number): Expected | string => {
  if ((status >= 200 && status < 300) || status === 409 || status === 422) return "ok";
  return status === 401 || status === 403 || status === 404 ? status : `unexpected ${status}`;
};

const fill = (path: string, f: Fixture, { bookingId, seriesId }: Things): string =>
  path
    .replace("series/{id}", `series/${seriesId}`)
    .replace("{idOrSlug}", f.slug)
    .replace("{id}", path.startsWith("/bookings") ? bookingId : f.providerId);

/** An earlier job, done and reviewed by both; a booking that is paid and confirmed; a day off. */
/** Pages of cities are made by the clock, once the search knows the provider. */
const madeDirectory = async (server: TestServer): Promise<void> => {
  const search = await server.database.as("search");
  await eventually(async () => {
    await transaction(search, system("search"), (tx) =>
      enqueue(tx, "search.refresh-landings", {}, { key: "directory" }),
    );
    return (await server.visitor().call("GET", "/api/v1/directory")).status === 200;
  }, 30_000);
};

const arrange = async (server: TestServer, f: Fixture): Promise<Things> => {
  const calendarId = await connectedCalendar(f);
  const done = await f.paidBooking();
  server.advance(30 * 3_600_000);
  const completed = await f.provider.call("POST", `/api/v1/bookings/${done}/complete`);
  if (completed.status !== 200)
    throw new Error(`complete: ${completed.status} ${JSON.stringify(completed.body)}`);
  const review = await f.customer.call<{ id: string }>("POST", `/api/v1/bookings/${done}/reviews`, {
    rating: 5,
  });
  await f.provider.call("POST", `/api/v1/bookings/${done}/reviews`, { rating: 5 });
  const bookingId = await f.paidBooking();
  const booked = await f.customer.call<{ id: string }>("POST", "/api/v1/bookings/series", {
    holdId: await seriesHold(f),
    address: { line1: "1 Main St", city: "Austin" },
  });
  const off = await f.provider.call<{ id: string }>(
    "POST",
    `/api/v1/providers/${f.providerId}/time-off`,
    dayOff(server, 40),
  );
  const seriesId = booked.body.id;
  await madeDirectory(server);
  return { bookingId, seriesId, calendarId, timeOffId: off.body.id, reviewId: review.body.id };
};
