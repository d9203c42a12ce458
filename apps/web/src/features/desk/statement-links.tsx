import { DownloadLink, dayIn, formatMonth } from "@loconomy/ui";
import { moneyTexts } from "./money-texts.ts";

interface StatementLinksProps {
  providerId: string;
  timeZone: string;
}

const FORMATS = ["csv", "pdf"] as const;

/** The statements of this month so far and of the last one, as files to keep. */
export function StatementLinks({ providerId, timeZone }: StatementLinksProps) {
  const today = dayIn(new Date(), timeZone);
  const first = `${today.slice(0, 7)}-01`;
  const lastDay = new Date(Date.parse(first) - 86_400_000).toISOString().slice(0, 10);
  const months = [
    { from: first, to: today },
    { from: `${lastDay.slice(0, 7)}-01`, to: lastDay },
  ];
  return (
    <ul className="grid gap-x-6 gap-y-1 sm:grid-cols-[max-content_max-content]">
      {months.flatMap(({ from, to }) =>
        FORMATS.map((format) => (
          <li key={from + format}>
            <DownloadLink
              href={`/api/v1/providers/${providerId}/statement.${format}?${new URLSearchParams({ from, to, timeZone })}`}
            >
              {moneyTexts.statement(formatMonth(from.slice(0, 7)), format.toUpperCase())}
            </DownloadLink>
          </li>
        )),
      )}
    </ul>
  );
}
