import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { serviceContracts, type BookingRecord } from "@loconomy/contracts";
import type { Clients, RequestContext, Service } from "@loconomy/kit";
import { exampleRecord } from "@loconomy/testing";
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

/** A booking with all that a mail may tell of it. */
export const exampleBooking = (more: Partial<BookingRecord> = {}): BookingRecord =>
  exampleRecord({
    address: {
      line1: "Torstraße 12",
      line2: "3rd floor",
      city: "Berlin",
      postalCode: "10119",
      country: "Germany",
    },
    notes: "Two windows are hard to open.\nPlease ring twice.",
    isInstant: false,
    expiresAt: "2026-11-27T17:00:00.000Z",
    ...more,
  });

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
