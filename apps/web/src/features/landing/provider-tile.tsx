import type { Landing } from "@loconomy/contracts";
import { Avatar, Badge, Card, Cover, Price, Rating } from "@loconomy/ui";
import { BadgeCheck } from "lucide-react";
import { landingTexts } from "./texts.ts";

/** A provider among the best: who, how good, from how much. Nothing about when. */
export function ProviderTile({ provider, priceFrom, serviceName }: Landing["best"][number]) {
  return (
    <Card as="li" flush interactive className="flex flex-col">
      <Cover
        iconName={provider.category.iconName}
        src={provider.coverPhotoUrl}
        className="h-32 w-full"
      />
      <div className="flex min-w-0 grow flex-col gap-2 p-4">
        <div className="flex items-start justify-between gap-3">
          <div className="flex min-w-0 items-center gap-3">
            <Avatar name={provider.businessName} src={provider.avatarUrl} size={44} />
            <div className="min-w-0">
              <h3 className="text-lg leading-6">
                <a href={`/providers/${provider.slug}`} className="card-link no-underline">
                  {provider.businessName}
                </a>
              </h3>
              <p className="line-clamp-2 text-sm text-muted">{serviceName}</p>
            </div>
          </div>
          <Price
            from
            minor={priceFrom.amount}
            currency={priceFrom.currency}
            className="shrink-0 text-right font-semibold"
          />
        </div>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Rating value={provider.ratingAverage} count={provider.ratingCount} />
          {provider.isVerified && (
            <Badge tone="accent" icon={<BadgeCheck aria-hidden />}>
              {landingTexts.verified}
            </Badge>
          )}
        </p>
        <p className="text-sm text-muted">{provider.locationLabel}</p>
      </div>
    </Card>
  );
}
