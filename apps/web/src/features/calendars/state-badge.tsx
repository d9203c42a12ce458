import type { ExternalCalendar } from "@loconomy/contracts";
import { Badge } from "@loconomy/ui";
import { CircleAlert, CircleCheck, Clock, LoaderCircle } from "lucide-react";
import { texts } from "./texts.ts";

const LOOKS = {
  waiting: { tone: "info", Icon: Clock },
  reading: { tone: "info", Icon: LoaderCircle },
  ok: { tone: "success", Icon: CircleCheck },
  failing: { tone: "danger", Icon: CircleAlert },
  stale: { tone: "danger", Icon: CircleAlert },
} as const;

/** How reading a calendar goes, in a word; changes are read aloud. */
export function StateBadge({ state }: { state: ExternalCalendar["state"] | "reading" }) {
  const { tone, Icon } = LOOKS[state];
  return (
    <span role="status">
      <Badge tone={tone} icon={<Icon aria-hidden />}>
        {texts.external.states[state]}
      </Badge>
    </span>
  );
}
