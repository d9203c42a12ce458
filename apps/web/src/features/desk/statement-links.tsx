import { dayIn, formatMonth } from "@loconomy/ui";
import { texts } from "./texts.ts";

interface StatementLinksProps {
  providerId: string;
  timeZone: string;
}

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
    <ul className="flex flex-wrap gap-x-4 gap-y-1">
      {months.map(({ from, to }) => (
        <li key={from}>
          <a
            className="inline-flex min-h-11 items-center text-accent underline underline-offset-4 hover:decoration-2"
            href={`/api/v1/providers/${providerId}/statement.csv?${new URLSearchParams({ from, to, timeZone })}`}
            download
          >
            {texts.money.statement(formatMonth(from.slice(0, 7)))}
          </a>
        </li>
      ))}
    </ul>
  );
}
