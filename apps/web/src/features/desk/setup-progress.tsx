import { Button, Card, Link, ProgressSteps } from "@loconomy/ui";
import { setupTexts } from "./setup-texts.ts";

interface SetupProgressProps {
  hasServices: boolean;
  hasHours: boolean;
  /** The account for the provider's money is complete. */
  hasAccount: boolean;
}

/** What is missing before customers can book, and the next thing to do. Nothing when nothing is. */
export function SetupProgress({ hasServices, hasHours, hasAccount }: SetupProgressProps) {
  const t = setupTexts;
  const steps = [
    { id: "services", label: t.services, detail: t.servicesDetail, isDone: hasServices },
    { id: "hours", label: t.hours, detail: t.hoursDetail, isDone: hasHours },
    { id: "account", label: t.account, detail: t.accountDetail, isDone: hasAccount },
  ] as const;
  const next = steps.find(({ isDone }) => !isDone);
  if (!next) return null;
  const { href, label } = LINKS[next.id];
  return (
    <Card as="section" aria-label={t.title} className="flex flex-col gap-5">
      <h2 className="text-xl">{t.title}</h2>
      <ProgressSteps
        label={t.title}
        steps={[
          { id: "profile", label: t.profile, detail: t.profileDetail, state: "done" },
          ...steps.map(({ isDone, ...step }) => ({
            ...step,
            state: stateOf(isDone, step.id === next.id),
          })),
        ]}
      />
      <Button asChild className="self-start">
        <Link href={href}>{label}</Link>
      </Button>
    </Card>
  );
}

const LINKS = {
  services: { href: "/desk/services", label: setupTexts.servicesLink },
  hours: { href: "/desk/hours", label: setupTexts.hoursLink },
  account: { href: "/desk/payouts", label: setupTexts.accountLink },
};

const stateOf = (isDone: boolean, isNext: boolean): "done" | "active" | "waiting" => {
  if (isDone) return "done";
  return isNext ? "active" : "waiting";
};
