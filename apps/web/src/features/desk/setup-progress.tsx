import { Button, Card, Link, ProgressSteps } from "@loconomy/ui";
import { texts } from "./texts.ts";

interface SetupProgressProps {
  hasServices: boolean;
  hasHours: boolean;
}

/** What is missing before customers can book, and the next thing to do. */
export function SetupProgress({ hasServices, hasHours }: SetupProgressProps) {
  const t = texts.setup;
  const state = (isDone: boolean, isNext: boolean) => {
    if (isDone) return "done" as const;
    return isNext ? ("active" as const) : ("waiting" as const);
  };
  return (
    <Card as="section" aria-label={t.title} className="flex flex-col gap-5">
      <h2 className="text-xl">{t.title}</h2>
      <ProgressSteps
        label={t.title}
        steps={[
          { id: "profile", label: t.profile, detail: t.profileDetail, state: "done" },
          {
            id: "services",
            label: t.services,
            detail: t.servicesDetail,
            state: state(hasServices, true),
          },
          {
            id: "hours",
            label: t.hours,
            detail: t.hoursDetail,
            state: state(hasHours, hasServices),
          },
        ]}
      />
      <Button asChild className="self-start">
        <Link href={hasServices ? "/desk/hours" : "/desk/services"}>
          {hasServices ? t.hoursLink : t.servicesLink}
        </Link>
      </Button>
    </Card>
  );
}
