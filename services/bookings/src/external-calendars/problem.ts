/** Everything that can be wrong with somebody's external calendar, in words for its owner. */
const WORDS = {
  inside: "This address leads into a private network, so it is not read.",
  unknown_host: "There is no server of this name.",
  unreachable: "The calendar's server could not be reached.",
  certificate: "The server's certificate is not valid, so it cannot be trusted.",
  refused_address: "This address leads on to one that is not allowed.",
  redirects: "This address leads on from one address to the next without end.",
  time: "The calendar took too long to arrive.",
  too_large: "The calendar is larger than 5 MB.",
  web_page: "This address answers a web page, not a calendar.",
  no_calendar: "What this address answers is not a calendar.",
  damaged: "The calendar is damaged and could not be read.",
  too_many: "The calendar has more events than can be read.",
  too_slow: "The calendar takes too long to work out.",
  not_public:
    "The server does not let us read this calendar. Use its secret or public iCal address.",
  gone: "There is no calendar at this address any more.",
  status: "The calendar's server answered with an error.",
} as const;

export type CalendarProblemCode = keyof typeof WORDS;

/** Why an external calendar could not be read. */
export class CalendarProblem extends Error {
  override name = "CalendarProblem";
  readonly code: CalendarProblemCode;

  constructor(code: CalendarProblemCode, cause?: unknown) {
    super(WORDS[code], { cause });
    this.code = code;
  }
}

/** What a failed connection means. */
export const problemOf = (error: unknown): CalendarProblem => {
  if (error instanceof CalendarProblem) return error;
  const { name, code = "" } = error as NodeJS.ErrnoException;
  if (name === "InsideError") return new CalendarProblem("inside", error);
  if (name === "TimeoutError" || name === "AbortError") return new CalendarProblem("time", error);
  if (code === "ENOTFOUND" || code === "ENODATA") return new CalendarProblem("unknown_host", error);
  if (/^(?:CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(code))
    return new CalendarProblem("certificate", error);
  if (code.startsWith("Z_") || code.startsWith("ERR__ERROR_FORMAT"))
    return new CalendarProblem("damaged", error);
  return new CalendarProblem("unreachable", error);
};

/** What an answer that is no calendar means, by its status. */
export const problemOfStatus = (status: number): CalendarProblem => {
  if (status === 401 || status === 403) return new CalendarProblem("not_public");
  if (status === 404 || status === 410) return new CalendarProblem("gone");
  return new CalendarProblem("status");
};
