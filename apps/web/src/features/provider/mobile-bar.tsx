"use client";
import { Button, Price } from "@loconomy/ui";
import { useChosenService } from "./chosen-service.tsx";
import { providerTexts } from "./texts.ts";

/** On phones: the price of the chosen service and the way down to its times, always in reach. */
export function MobileBar() {
  const { chosen, offering, prices } = useChosenService();
  return (
    <div className="times-bar sticky bottom-0 z-10 -mx-4 flex items-center justify-between gap-4 border-t border-border bg-surface px-4 py-3 pb-[max(12px,env(safe-area-inset-bottom))] lg:hidden">
      <p className="min-w-0">
        <Price
          minor={offering.price.amount}
          currency={offering.price.currency}
          text={prices[offering.price.amount]}
          className="text-lg font-semibold"
        />
        <span className="block truncate text-sm text-muted">
          {[chosen.name, offering.variant?.name].filter(Boolean).join(", ")}
        </span>
      </p>
      <Button asChild className="shrink-0">
        <a href="#times">{providerTexts.times.see}</a>
      </Button>
    </div>
  );
}
