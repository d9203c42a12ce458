import type { JobPlace, SearchResult } from "@loconomy/contracts";
import { Avatar, Badge, Card, cn, Cover, Price, Rating } from "@loconomy/ui";
import { BadgeCheck } from "lucide-react";
import { withJobPlace } from "../shell/job-place.ts";
import { NextTimes } from "./next-times.tsx";
import { discoverTexts } from "./texts.ts";

interface ResultCardProps {
  result: SearchResult;
  /** Names the zone under the times; left out where the page names it for all. */
  showZone: boolean;
  /** Picture above the text at every width, for grids. */
  stacked?: boolean;
  /** Shows without scrolling. */
  atOnce?: boolean;
  /** Where it is needed: the provider's page knows it by this. */
  place?: JobPlace;
  as?: "article" | "li";
}

/** A provider among the results: who, how good, how far, from how much, and the next open times. */
export function ResultCard({
  result,
  showZone,
  stacked = false,
  atOnce,
  place,
  as = "li",
}: ResultCardProps) {
  const { provider } = result;
  return (
    <Card
      as={as}
      flush
      interactive
      data-result={provider.id}
      className={cn(
        "flex flex-col data-[active=true]:border-accent data-[active=true]:ring-1 data-[active=true]:ring-accent",
        !stacked && "sm:flex-row",
      )}
    >
      <Cover
        iconName={provider.category.iconName}
        src={provider.coverPhotoUrl}
        atOnce={atOnce}
        className={stacked ? "h-32 w-full" : "h-28 w-full sm:h-auto sm:w-40"}
      />
      <div className="flex min-w-0 grow flex-col gap-2 p-4">
        <div className="flex items-start justify-between gap-3">
          <div className="flex min-w-0 items-center gap-3">
            <Avatar name={provider.businessName} src={provider.avatarUrl} size={44} />
            <div className="min-w-0">
              <h3 className="text-lg leading-6">
                <a
                  href={withJobPlace(`/providers/${provider.slug}`, place)}
                  className="card-link no-underline"
                >
                  {provider.businessName}
                </a>
              </h3>
              <p className="line-clamp-2 text-sm text-muted">{result.serviceName}</p>
            </div>
          </div>
          <Price
            from
            minor={result.priceFrom.amount}
            currency={result.priceFrom.currency}
            className="shrink-0 text-right font-semibold"
          />
        </div>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Rating value={provider.ratingAverage} count={provider.ratingCount} />
          {provider.isVerified && (
            <Badge tone="accent" icon={<BadgeCheck aria-hidden />}>
              {discoverTexts.results.verified}
            </Badge>
          )}
        </p>
        <p className="text-sm text-muted">{result.why}</p>
        <div className="mt-auto pt-1">
          <NextTimes {...{ result, showZone }} />
        </div>
      </div>
    </Card>
  );
}
