"use client";
import { Avatar, IconButton, Rating } from "@loconomy/ui";
import { X } from "lucide-react";
import { discoverTexts } from "./texts.ts";

/** What the map and its card need of a result. */
export interface PreviewedResult {
  id: string;
  slug: string;
  name: string;
  avatarUrl: string | null;
  ratingAverage: number;
  ratingCount: number;
  serviceName: string;
  /** Formatted. */
  price: string;
  position: { lat: number; lng: number };
}

/** The card that a pin opens, at the foot of the map. */
export default function ResultPreview({
  result,
  onClose,
}: {
  result: PreviewedResult;
  onClose: () => void;
}) {
  const texts = discoverTexts.results;
  return (
    <section
      aria-label={result.name}
      className="absolute inset-x-3 bottom-10 z-4 flex animate-fade-in items-start gap-3 rounded-card border border-border bg-surface p-4 shadow-float max-lg:bottom-20"
    >
      <Avatar name={result.name} src={result.avatarUrl} size={44} />
      <div className="flex min-w-0 grow flex-col gap-1">
        <p className="font-semibold">{result.name}</p>
        <p className="flex flex-wrap gap-x-3 text-sm text-muted">
          <Rating value={result.ratingAverage} count={result.ratingCount} />
          <span>
            {result.serviceName}, {result.price}
          </span>
        </p>
        <a
          href={`/providers/${result.slug}`}
          className="inline-flex min-h-11 items-center self-start font-medium text-accent underline-offset-4 hover:underline"
        >
          {texts.open}
        </a>
      </div>
      <IconButton
        label={texts.close}
        icon={<X aria-hidden />}
        onClick={onClose}
        className="-mt-2 -mr-2"
      />
    </section>
  );
}
