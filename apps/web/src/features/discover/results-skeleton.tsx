import { Card, Skeleton } from "@loconomy/ui";
import { discoverTexts } from "./texts.ts";

/** Cards in their final size while results load. */
export function ResultsSkeleton({ count = 4 }: { count?: number }) {
  return (
    <div role="status" className="flex flex-col gap-4">
      <span className="sr-only">{discoverTexts.results.loading}</span>
      {Array.from({ length: count }, (_, index) => (
        <Card key={index} flush className="flex flex-col sm:flex-row">
          <Skeleton className="h-28 w-full rounded-none! sm:h-auto sm:w-40" />
          <div className="flex grow flex-col gap-2 p-4">
            <div className="flex items-center gap-3">
              <Skeleton className="size-11 rounded-full!" />
              <div className="flex flex-col gap-1">
                <Skeleton className="h-6 w-44" />
                <Skeleton className="h-5 w-28" />
              </div>
            </div>
            <Skeleton className="h-6 w-52" />
            <Skeleton className="h-5 w-64 max-w-full" />
            <Skeleton className="mt-1 h-13 w-full max-w-sm" />
            <Skeleton className="h-5 w-36" />
          </div>
        </Card>
      ))}
    </div>
  );
}
