import { Skeleton } from "@loconomy/ui";

/** The calendar and its times before anything is known, each part of its final size. */
export function TimesSkeleton({ weeks }: { weeks: number }) {
  return (
    <>
      <div className="flex flex-col gap-2">
        <Skeleton className="mx-auto my-2 h-7 w-40" />
        <div>
          <Skeleton className="h-6" />
          {Array.from({ length: weeks }, (_, week) => (
            <div key={week} className="flex h-12 items-center">
              <Skeleton className="h-10 w-full" />
            </div>
          ))}
        </div>
      </div>
      <div className="flex min-h-14 items-center">
        <Skeleton className="h-5 w-48" />
      </div>
      <div className="flex min-h-74 flex-col gap-3">
        <Skeleton className="h-6 w-40" />
        <Skeleton className="grow" />
      </div>
      <Skeleton className="h-5 w-56" />
    </>
  );
}
