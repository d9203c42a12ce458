import { exactMoney } from "@loconomy/contracts";

/** Amounts and dates as a reader's language writes them. */
export interface Words {
  money(amount: number, currency: string): string;
  /** Of a day, `YYYY-MM-DD`. */
  day(day: string): string;
  /** Of a month, `YYYY-MM`. */
  month(month: string): string;
  /** The day of a moment there. */
  date(instant: string, timeZone: string): string;
  /** From one moment to another, with the zone. */
  range(start: string, end: string, timeZone: string): string;
}

const ENGLISH = "en-US";

/** Digits and months that all fonts have. */
const western = (locale: string): string => {
  const { language, region } = new Intl.Locale(locale);
  return new Intl.Locale(language, {
    region,
    numberingSystem: "latn",
    calendar: "gregory",
  }).toString();
};

/** The language that is written when another one is asked for: the nearest that there are words for. */
export const languageOf = (locale: string): string => {
  const { language, region } = new Intl.Locale(locale);
  const wanted = new Intl.Locale(language, { region }).toString();
  const [known = ENGLISH] = Intl.DateTimeFormat.supportedLocalesOf(wanted);
  return new Intl.DateTimeFormat(known).resolvedOptions().locale;
};

/** Words in a language; in English what comes out in letters that cannot be printed. */
export const wordsIn = (locale: string, has: (text: string) => boolean): Words => {
  const wanted = western(locale);
  const write = (text: (locale: string) => string): string => {
    const written = text(wanted);
    return has(written) ? written : text(ENGLISH);
  };
  const format = (options: Intl.DateTimeFormatOptions) => (date: Date) =>
    write((of) => new Intl.DateTimeFormat(of, options).format(date));
  const wholeDay = format({ dateStyle: "long", timeZone: "UTC" });
  const wholeMonth = format({ month: "long", year: "numeric", timeZone: "UTC" });
  return {
    money: (amount, currency) => write((of) => exactMoney({ amount, currency }, of)),
    day: (day) => wholeDay(new Date(day)),
    month: (month) => wholeMonth(new Date(month)),
    date: (instant, timeZone) => format({ dateStyle: "long", timeZone })(new Date(instant)),
    range: (start, end, timeZone) =>
      write((of) =>
        new Intl.DateTimeFormat(of, {
          year: "numeric",
          month: "long",
          day: "numeric",
          hour: "numeric",
          minute: "2-digit",
          timeZone,
          timeZoneName: "short",
        }).formatRange(new Date(start), new Date(end)),
      ),
  };
};
