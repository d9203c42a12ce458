import type { Chargeback } from "@loconomy/contracts";
import { Badge, Card, Link, exactMoney, formatDay } from "@loconomy/ui";
import { reasonWords, stateOf } from "../shell/chargeback-words.ts";
import { ChargebackExplanation } from "./chargeback-explanation.tsx";
import { chargebacksTexts } from "./chargebacks-texts.ts";

const t = chargebacksTexts;

interface ChargebacksProps {
  /** Newest first; nothing is shown when there are none. */
  chargebacks: readonly Chargeback[];
  timeZone: string;
}

/** What customers' banks take back of the provider's jobs, what that means, and where they say what happened. */
export function Chargebacks({ chargebacks, timeZone }: ChargebacksProps) {
  if (chargebacks.length === 0) return null;
  return (
    <section id="chargebacks" aria-labelledby="chargebacks-title" className="flex flex-col gap-3">
      <h2 id="chargebacks-title" className="text-xl">
        {t.title}
      </h2>
      <ul className="flex flex-col gap-4">
        {chargebacks.map((chargeback) => (
          <li key={chargeback.id}>
            <OneChargeback chargeback={chargeback} timeZone={timeZone} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OneChargeback({ chargeback, timeZone }: { chargeback: Chargeback; timeZone: string }) {
  const { id, providerId, bookingId, amount, reason, status, isInquiry, dueBy, explanation } =
    chargeback;
  const { label, tone } = stateOf(chargeback);
  const day = (at: string) => formatDay(at, timeZone, undefined, { year: true });
  return (
    <Card className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <h3 className="text-lg font-semibold tabular">
          {t.heading(exactMoney(amount), isInquiry)}
        </h3>
        <Badge tone={tone}>{label}</Badge>
      </div>
      <p className="text-muted">
        {t.facts(reasonWords(reason), day(chargeback.openedAt))}{" "}
        <Link
          className="text-accent underline underline-offset-4 hover:decoration-2"
          href={`/bookings/${bookingId}`}
        >
          {t.openBooking}
        </Link>
      </p>
      <p className="max-w-prose">{t.means[meaningOf(chargeback)]}</p>
      {status === "needs_response" ? (
        <ChargebackExplanation
          providerId={providerId}
          chargebackId={id}
          explanation={explanation}
          dueBy={dueBy && day(dueBy)}
        />
      ) : (
        explanation && (
          <div className="flex flex-col gap-1">
            <p className="text-sm text-muted">{t.said}</p>
            <p className="break-words whitespace-pre-wrap">{explanation}</p>
          </div>
        )
      )}
    </Card>
  );
}

const meaningOf = ({ status, isInquiry }: Chargeback): keyof typeof t.means => {
  if (status === "needs_response") return isInquiry ? "inquiry" : "open";
  return status === "under_review" ? "review" : status;
};
