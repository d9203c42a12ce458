import type { ChargebackCase } from "@loconomy/contracts";
import { Badge, DownloadLink, Link, PageHeader, exactMoney } from "@loconomy/ui";
import type { ReactNode } from "react";
import { reasonWords, stateOf } from "../shell/chargeback-words.ts";
import { AcceptButton, AnswerButton } from "./chargeback-actions.tsx";
import { chargebackTexts as t } from "./chargeback-texts.ts";
import { consoleHref } from "./console-query.ts";
import { Section } from "./section.tsx";
import { day } from "./tables.tsx";

const link = "text-accent underline underline-offset-4 hover:decoration-2";

/** One chargeback: what it is about, what the bank is told, and what can be done. */
export function ChargebackPage({ chargeback }: { chargeback: ChargebackCase }) {
  const { amount, isInquiry, status, explanation, evidence, words } = chargeback;
  const isAwaited = status === "needs_response";
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-8 px-4 py-6">
      <PageHeader
        back={{ href: consoleHref({ view: "chargebacks" }), label: t.back }}
        title={t.title(exactMoney(amount), isInquiry)}
        description={t.explain[explanationOf(chargeback)]}
        actions={
          isAwaited && (
            <>
              {!isInquiry && <AcceptButton chargeback={chargeback} />}
              <AnswerButton chargeback={chargeback} />
            </>
          )
        }
      />
      <Facts chargeback={chargeback} />
      <Section title={t.provider}>
        {explanation ? <Quote>{explanation}</Quote> : <p className="text-muted">{t.noProvider}</p>}
      </Section>
      <Section
        title={isAwaited ? t.evidence : t.evidenceSent}
        text={isAwaited ? t.evidenceHint : undefined}
      >
        {words && !evidence.some(({ text }) => text.includes(words)) && <Quote>{words}</Quote>}
        {evidence.length > 0 && (
          <DownloadLink href={`/api/v1/admin/chargebacks/${chargeback.id}/evidence.pdf`}>
            {t.evidencePdf}
          </DownloadLink>
        )}
        {evidence.length === 0 && <p className="text-muted">{t.noEvidence}</p>}
        <dl className="flex flex-col gap-4">
          {evidence.map(({ field, text }) => (
            <div key={field} className="flex flex-col gap-1">
              <dt className="text-sm text-muted">{t.fields[field]}</dt>
              <dd>
                <Quote>{text}</Quote>
              </dd>
            </div>
          ))}
        </dl>
      </Section>
    </div>
  );
}

const explanationOf = ({ status, isInquiry }: ChargebackCase): keyof typeof t.explain => {
  if (status === "needs_response") return isInquiry ? "inquiry" : "open";
  return status === "under_review" ? "review" : status;
};

function Facts({ chargeback }: { chargeback: ChargebackCase }) {
  const { reason, dueBy, openedAt, submittedAt, closedAt, fee, bookingId, status } = chargeback;
  const { label, tone } = stateOf(chargeback);
  return (
    <dl className="grid grid-cols-2 gap-x-8 gap-y-4 sm:grid-cols-4">
      <Fact name={t.facts.state}>
        <Badge tone={tone}>{label}</Badge>
      </Fact>
      <Fact name={t.facts.reason}>{reasonWords(reason)}</Fact>
      {status === "needs_response" && dueBy && <Fact name={t.facts.dueBy}>{day(dueBy)}</Fact>}
      <Fact name={t.facts.opened}>{day(openedAt)}</Fact>
      {submittedAt && <Fact name={t.facts.submitted}>{day(submittedAt)}</Fact>}
      {closedAt && <Fact name={t.facts.closed}>{day(closedAt)}</Fact>}
      <Fact name={t.facts.fee}>{exactMoney(fee)}</Fact>
      <Fact name={t.facts.booking}>
        <Link className={link} href={`/bookings/${bookingId}`}>
          {t.facts.openBooking}
        </Link>
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1">
      <dt className="text-sm text-muted">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A text with its own lines. */
function Quote({ children }: { children: string }) {
  return (
    <p className="rounded-card border border-border bg-surface-2 p-4 text-sm break-words whitespace-pre-wrap">
      {children}
    </p>
  );
}
