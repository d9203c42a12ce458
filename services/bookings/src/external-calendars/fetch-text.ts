import { lookup as systemLookup } from "node:dns";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { LookupFunction } from "node:net";
import { pipeline, Transform, type Readable } from "node:stream";
import { createBrotliDecompress, createUnzip } from "node:zlib";
import { refusalOf, type AddressRules } from "./address.ts";
import { CalendarProblem, problemOf, problemOfStatus } from "./problem.ts";
import { guardedLookup } from "./public-address.ts";

const REDIRECTS_MAX = 3;
const TIMEOUT_MS = 10_000;
const BYTES_MAX = 5 * 1024 * 1024;

export interface FetchRules extends AddressRules {
  lookup?: LookupFunction;
  timeoutMs?: number;
}

/** What a server said about the copy that we have. */
export interface Validators {
  etag: string | null;
  lastModified: string | null;
}

export interface FetchedText extends Validators {
  text: string;
  contentType: string;
}

/**
 * Reads what an address answers; null when our copy is still the newest. Everything about it is bounded: every address on the
 * way is checked before and while connecting, three redirects, ten seconds in all, five megabytes unpacked.
 * @throws CalendarProblem
 */
export const fetchCalendarText = async (
  address: string,
  known: Validators,
  rules: FetchRules,
): Promise<FetchedText | null> => {
  const signal = AbortSignal.timeout(rules.timeoutMs ?? TIMEOUT_MS);
  try {
    let url = new URL(address);
    for (let redirects = 0; ; redirects++) {
      const response = await send(url, known, rules, signal);
      const { statusCode: status = 0, headers } = response;
      if (status === 200) return await read(response);
      response.destroy();
      if (status === 304 && (known.etag || known.lastModified)) return null;
      if (status < 300 || status >= 400 || !headers.location) throw problemOfStatus(status);
      if (redirects === REDIRECTS_MAX) throw new CalendarProblem("redirects");
      const next = URL.parse(headers.location, url);
      if (!next) throw new CalendarProblem("refused_address");
      url = next;
    }
  } catch (error) {
    throw problemOf(signal.aborted ? signal.reason : error);
  }
};

const send = (
  url: URL,
  { etag, lastModified }: Validators,
  rules: FetchRules,
  signal: AbortSignal,
): Promise<IncomingMessage> => {
  const refusal = refusalOf(url, rules);
  if (refusal) throw new CalendarProblem(refusal);
  const isTrusted = rules.trustedOrigins.has(url.origin);
  const request = url.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((answered, failed) =>
    request(url, {
      signal,
      agent: false,
      lookup: guardedLookup(rules.lookup ?? systemLookup, isTrusted ? () => true : rules.isPublic),
      headers: {
        accept: "text/calendar, text/plain;q=0.5, */*;q=0.1",
        "accept-encoding": "gzip, deflate, br",
        "user-agent": "Loconomy calendar reader",
        ...(etag ? { "if-none-match": etag } : {}),
        ...(lastModified ? { "if-modified-since": lastModified } : {}),
      },
    })
      .on("response", answered)
      .on("error", failed)
      .end(),
  );
};

const read = async (response: IncomingMessage): Promise<FetchedText> => {
  const { headers } = response;
  const chunks: Buffer[] = [];
  for await (const chunk of bodyOf(response)) chunks.push(chunk as Buffer);
  return {
    text: new TextDecoder().decode(Buffer.concat(chunks)),
    contentType: headers["content-type"] ?? "",
    etag: headers.etag ?? null,
    lastModified: headers["last-modified"] ?? null,
  };
};

/** The body as it was before packing. What arrives is bounded and what it unpacks to as well: either may have no end. */
const bodyOf = (response: IncomingMessage): Readable => {
  const unpack = unpackerOf(response.headers["content-encoding"]);
  // Errors reach whoever reads the last of the streams.
  return unpack
    ? pipeline(response, bounded(), unpack, bounded(), () => {})
    : pipeline(response, bounded(), () => {});
};

const unpackerOf = (encoding = "identity"): Transform | undefined => {
  if (encoding === "identity") return undefined;
  if (encoding === "br") return createBrotliDecompress();
  if (["gzip", "x-gzip", "deflate"].includes(encoding)) return createUnzip();
  throw new CalendarProblem("damaged");
};

const bounded = (): Transform => {
  let bytes = 0;
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      bytes += chunk.length;
      done(bytes > BYTES_MAX ? new CalendarProblem("too_large") : null, chunk);
    },
  });
};
