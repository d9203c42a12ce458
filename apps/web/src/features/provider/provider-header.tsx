import type { Provider } from "@loconomy/contracts";
import { Avatar, Badge, CategoryIcon, formatDistance, Rating } from "@loconomy/ui";
import { BadgeCheck, Clock, MapPin } from "lucide-react";
import { responseTime } from "./response-time.ts";
import { providerTexts } from "./texts.ts";

/** Cover, face, name and the facts that make up trust. */
export function ProviderHeader({ provider }: { provider: Provider }) {
  return (
    <header className="flex flex-col">
      <div className="relative flex h-40 items-center justify-center overflow-hidden rounded-card bg-tint-1 text-muted sm:h-60">
        <CategoryIcon iconName={provider.category.iconName} className="size-12" />
        {provider.coverPhotoUrl && (
          <img
            src={provider.coverPhotoUrl}
            alt=""
            width={1280}
            height={480}
            fetchPriority="high"
            className="absolute inset-0 size-full object-cover"
          />
        )}
      </div>
      <div className="relative flex flex-col gap-3 px-1 sm:flex-row sm:gap-6 sm:px-4">
        <Avatar
          name={provider.businessName}
          src={provider.avatarUrl}
          size={96}
          className="-mt-10 ring-4 ring-bg"
        />
        <div className="flex min-w-0 flex-col gap-2 sm:pt-4">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <h1 className="text-2xl">{provider.businessName}</h1>
            {provider.isVerified && (
              <Badge tone="accent" icon={<BadgeCheck aria-hidden />}>
                {providerTexts.verified}
              </Badge>
            )}
            <Badge icon={<CategoryIcon iconName={provider.category.iconName} />}>
              {provider.category.name}
            </Badge>
          </div>
          <ul className="flex flex-wrap items-center gap-x-6 gap-y-1 text-muted [&_svg.lead]:size-5 [&_svg.lead]:stroke-[1.75]">
            <li>
              {provider.ratingCount > 0 ? (
                <a href="#reviews">
                  <Rating value={provider.ratingAverage} count={provider.ratingCount} />
                </a>
              ) : (
                providerTexts.new
              )}
            </li>
            {provider.responseTimeMinutes !== null && (
              <li className="flex items-center gap-1.5">
                <Clock aria-hidden className="lead shrink-0" />
                {responseTime(provider.responseTimeMinutes)}
              </li>
            )}
            <li className="flex items-center gap-1.5">
              <MapPin aria-hidden className="lead shrink-0" />
              {`${provider.locationLabel} · ${providerTexts.serves(formatDistance(provider.serviceRadiusKm * 1000))}`}
            </li>
          </ul>
        </div>
      </div>
    </header>
  );
}
