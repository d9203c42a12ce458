import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { serviceContracts, type BookingRecord } from "@loconomy/contracts";
import type { Clients, Db, RequestContext, Service } from "@loconomy/kit";
import { implement } from "@orpc/server";
import { simpleParser, type ParsedMail } from "mailparser";
import { SMTPServer } from "smtp-server";

export interface MailServer {
  url: string;
  received: ParsedMail[];
  /** What it says to the next mails instead of taking them. */
  refusal: string | null;
  stop(): Promise<void>;
}

/** A real SMTP server that keeps what it gets. */
export const startMailServer = async (): Promise<MailServer> => {
  const mail: MailServer = {
    url: "",
    received: [],
    refusal: null,
    stop: () => new Promise((done) => smtp.close(() => done())),
  };
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: async (stream, _session, done) => {
      const parsed = await simpleParser(stream);
      if (mail.refusal) {
        done(Object.assign(new Error(mail.refusal), { responseCode: 451 }));
        return;
      }
      mail.received.push(parsed);
      done();
    },
  });
  await new Promise<void>((listening) => smtp.listen(0, "127.0.0.1", () => listening()));
  mail.url = `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`;
  return mail;
};

export interface HttpApi {
  url: string;
  requests: Array<{ path: string; authorization: string | undefined; body: unknown }>;
  /** Status and body of the next answers. */
  answer: { status: number; body: unknown };
  stop(): Promise<void>;
}

/** An HTTP API that keeps what it is asked. */
export const startHttpApi = async (): Promise<HttpApi> => {
  const api: HttpApi = {
    url: "",
    requests: [],
    answer: { status: 202, body: undefined },
    stop: () => new Promise((done) => server.close(() => done())),
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    api.requests.push({
      path: request.url ?? "",
      authorization: request.headers.authorization,
      body: JSON.parse(Buffer.concat(chunks).toString()),
    });
    response
      .writeHead(api.answer.status, { "content-type": "application/json", connection: "close" })
      .end(JSON.stringify(api.answer.body ?? ""));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", () => listening()));
  api.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return api;
};

/** A calendar's lines, unfolded. */
export const calendarLines = (content: string): string[] =>
  content.replace(/\r\n[ \t]/g, "").split("\r\n");

export const exampleBooking = (more: Partial<BookingRecord> = {}): BookingRecord => ({
  id: randomUUID(),
  status: "confirmed",
  customerId: randomUUID(),
  customerName: "Maria Silva",
  providerId: randomUUID(),
  providerUserId: randomUUID(),
  providerName: "Bright Windows",
  providerSlug: "bright-windows",
  serviceId: randomUUID(),
  serviceName: "Window cleaning",
  location: "customer",
  start: "2026-11-28T08:00:00.000Z",
  end: "2026-11-28T09:30:00.000Z",
  durationMinutes: 90,
  timeZone: "Europe/Berlin",
  address: {
    line1: "Torstraße 12",
    line2: "3rd floor",
    city: "Berlin",
    postalCode: "10119",
    country: "Germany",
  },
  notes: "Two windows are hard to open.\nPlease ring twice.",
  price: { amount: 6000, currency: "EUR" },
  policy: { name: "flexible", steps: [] },
  isInstant: false,
  expiresAt: "2026-11-27T17:00:00.000Z",
  proposal: null,
  dispute: null,
  cancelledBy: null,
  absent: null,
  series: null,
  reason: null,
  createdAt: "2026-11-26T17:00:00.000Z",
  completedAt: null,
  sequence: 3,
  ...more,
});

/** Rows that a notification's foreign keys need, as their owners would have written them. */
export const insertBooking = async (owner: Db, booking: BookingRecord): Promise<void> => {
  const { customerId, providerUserId, providerId, serviceId } = booking;
  await owner.pool.query(
    "insert into users.users (id, email, display_name) values ($1, $3, 'Maria Silva'), ($2, $4, 'Pat Bright')",
    [customerId, providerUserId, `${customerId}@example.com`, `${providerUserId}@example.com`],
  );
  await owner.pool.query(
    `with category as (insert into providers.categories (name, slug) values ('Cleaning', $4) returning id)
     insert into providers.providers (id, user_id, slug, business_name, category_id, location_label, lat, lng, service_radius_km, currency, cancellation_policy)
     select $1, $2, $3, 'Bright Windows', id, 'Berlin, Germany', 52.5, 13.4, 10, 'EUR', 'flexible' from category`,
    [providerId, providerUserId, `p-${providerId}`, `c-${providerId}`],
  );
  await owner.pool.query(
    `insert into providers.services (id, provider_id, name, price_amount, price_currency, duration_minutes, location, is_instant)
     values ($1, $2, 'Window cleaning', 6000, 'EUR', 90, 'customer', false)`,
    [serviceId, providerId],
  );
  await owner.pool.query(
    `insert into bookings.bookings (id, customer_id, customer_name, provider_id, provider_user_id, provider_name, provider_slug, service_id, service_name,
       status, scheduled_at, ends_at, duration_minutes, time_zone, location, pricing, price_amount, price_currency, is_instant, timeline_sequence, timeline_hash)
     values ($1, $2, 'Maria Silva', $3, $4, 'Bright Windows', 'bright-windows', $5, 'Window cleaning',
       'confirmed', $6, $7, 90, 'Europe/Berlin', '{"at": "customer", "address": null}', '{}', 6000, 'EUR', false, 1, '')`,
    [booking.id, customerId, providerId, providerUserId, serviceId, booking.start, booking.end],
  );
};

/** Stands in for the bookings service: answers for the records that were put in. */
export const bookingsOf = (records: Map<string, BookingRecord>): Service => {
  const os = implement(serviceContracts.bookings).$context<RequestContext>();
  const getRecord = os.getRecord.handler(({ input }) => records.get(input.id) ?? null);
  const getSeriesRecords = os.getSeriesRecords.handler(({ input }) => ({
    items: [...records.values()].filter(({ series }) => series?.id === input.id),
  }));
  const internalRouter = { getRecord, getSeriesRecords };
  return { router: {}, internalRouter, consumers: [], jobs: {}, recurring: [] };
};

/** How a payment stands, as the payments service tells. */
export type PaymentState = Awaited<ReturnType<Clients["payments"]["getState"]>>;

/** Stands in for the payments service: prices are held, unless another state was put in. */
export const paymentsOf = (states: Map<string, PaymentState>): Service => {
  const os = implement(serviceContracts.payments).$context<RequestContext>();
  const held = {
    status: "authorized",
    authorizeAt: null,
    payBy: null,
    wasHeld: true,
    deposit: 0,
    owed: 0,
  } as const;
  const getState = os.getState.handler(({ input }) => states.get(input.bookingId) ?? held);
  return { router: {}, internalRouter: { getState }, consumers: [], jobs: {}, recurring: [] };
};

/** Stands in for the users service: everybody has an address made of the id, but for those who are gone. */
export const contactsBut = (gone: Set<string>): Service => {
  const os = implement(serviceContracts.users).$context<RequestContext>();
  const getContacts = os.getContacts.handler(({ input }) =>
    input.userIds
      .filter((id) => !gone.has(id))
      .map((id) => ({
        id,
        email: `${id}@example.com`,
        displayName: "Maria Silva",
        avatarUrl: null,
      })),
  );
  return { router: {}, internalRouter: { getContacts }, consumers: [], jobs: {}, recurring: [] };
};
