"use client";
import type { SeriesPlan, SeriesRule } from "@loconomy/contracts";
import { Banner, Button, Card, Select, Skeleton, SummaryLines, formatMoney } from "@loconomy/ui";
import { useState } from "react";
import { shownError } from "../../api/errors.ts";
import { policyText } from "./policy.ts";
import { type Choices, needsChoice } from "./series-choices.ts";
import { SeriesDates } from "./series-dates.tsx";
import {
  COUNT_OPTIONS,
  EVERY_OPTIONS,
  FIRST_FIELDS,
  type RuleFields,
  toRule,
} from "./series-rule.ts";
import { seriesTexts as t } from "./series-texts.ts";
import { bookTexts } from "./book-texts.ts";
import { useSeriesPlan, type WishedSeries } from "./use-series.ts";

interface SeriesPlannerProps {
  wished: WishedSeries;
  isHolding: boolean;
  failure: unknown;
  onHold: (rule: SeriesRule, choices: Choices) => void;
}

/** How often, the dates that come of it, what to do about those that cannot be had, and what all cost. */
export function SeriesPlanner({ wished, isHolding, failure, onHold }: SeriesPlannerProps) {
  const [fields, setFields] = useState<RuleFields>(FIRST_FIELDS);
  const [choices, setChoices] = useState<Choices>(new Map());
  const rule = toRule(fields);
  const plan = useSeriesPlan(wished, rule, choices);
  const change = (part: Partial<RuleFields>) => {
    // Another rule has other dates: what was chosen for the old ones means nothing.
    setChoices(new Map());
    setFields({ ...fields, ...part });
  };
  const shown = plan.error ? undefined : plan.data;
  const refusal = plan.error ? shownError(plan.error) : failure ? shownError(failure) : null;
  const isGoingTooFar = refusal?.data["occurrencesMax"] !== undefined;
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[1fr_380px] lg:gap-12">
      <div className="flex min-w-0 flex-col gap-6">
        <RuleForm fields={fields} onChange={change} />
        {refusal && (
          <Banner tone="danger" title={isGoingTooFar ? t.tooFar : t.failed}>
            {refusal.message}
          </Banner>
        )}
        {plan.isPending && <Skeleton className="h-64" />}
        {shown && <Dates plan={shown} choices={choices} onChange={setChoices} />}
      </div>
      {shown && (
        <Summary
          plan={shown}
          isBusy={isHolding || plan.isFetching}
          onHold={() => onHold(rule, choices)}
        />
      )}
    </div>
  );
}

function RuleForm({
  fields,
  onChange,
}: {
  fields: RuleFields;
  onChange: (part: Partial<RuleFields>) => void;
}) {
  return (
    <section className="flex flex-col gap-4" aria-label={t.rule.title}>
      <h2 className="text-xl">{t.rule.title}</h2>
      <div className="grid gap-4 sm:grid-cols-3">
        <Select
          label={t.rule.frequency}
          value={fields.frequency}
          onChange={(event) =>
            onChange({ frequency: event.target.value as RuleFields["frequency"] })
          }
          options={[
            { value: "weekly", label: t.rule.weekly },
            { value: "weeks", label: t.rule.everyFew },
            { value: "monthly", label: t.rule.monthly },
          ]}
        />
        {fields.frequency === "weeks" && (
          <Select
            label={t.rule.every}
            value={fields.every}
            onChange={(event) => onChange({ every: event.target.value })}
            options={EVERY_OPTIONS}
          />
        )}
        <Select
          label={t.rule.count}
          value={fields.count}
          onChange={(event) => onChange({ count: event.target.value })}
          options={COUNT_OPTIONS}
        />
      </div>
      {fields.frequency === "monthly" && <p className="text-muted">{t.rule.monthlyHint}</p>}
    </section>
  );
}

function Dates({
  plan,
  choices,
  onChange,
}: {
  plan: SeriesPlan;
  choices: Choices;
  onChange: (choices: Choices) => void;
}) {
  const conflicts = plan.occurrences.filter(needsChoice).length;
  return (
    <section className="flex flex-col gap-3" aria-label={t.dates}>
      <h2 className="text-xl">{t.dates}</h2>
      <div role="status">
        {conflicts > 0 && (
          <Banner tone="danger" title={t.conflicts(conflicts)}>
            {t.conflictsBody}
          </Banner>
        )}
      </div>
      <SeriesDates
        dates={plan.occurrences}
        timeZone={plan.timeZone}
        choices={choices}
        onChange={onChange}
        skipLabel={t.skip}
      />
    </section>
  );
}

function Summary({
  plan,
  isBusy,
  onHold,
}: {
  plan: SeriesPlan;
  isBusy: boolean;
  onHold: () => void;
}) {
  const open = plan.occurrences.filter(({ state }) => state === "open").length;
  const { price, total } = plan;
  return (
    <aside className="flex flex-col gap-4 lg:sticky lg:top-24">
      <Card as="section" aria-label={bookTexts.summary.title} className="flex flex-col gap-5">
        <SummaryLines
          currency={total.currency}
          lines={[
            {
              label: t.each(formatMoney(price.amount, price.currency), open),
              minor: total.amount,
            },
          ]}
          total={{ label: t.total, minor: total.amount, note: t.chargedEach }}
        />
        <div className="flex flex-col gap-1">
          <p className="font-medium">{bookTexts.summary.policy}</p>
          <p className="tabular">{policyText(plan.policy, plan.timeZone)}</p>
          <p className="text-sm text-muted">{t.policyEach}</p>
        </div>
        <Button size="lg" full disabled={!plan.isOpen} loading={isBusy} onClick={onHold}>
          {t.hold(open)}
        </Button>
      </Card>
    </aside>
  );
}
