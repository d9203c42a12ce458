import { EmptyState, Link, PageHeader } from "@loconomy/ui";
import type { Metadata } from "next";
import { BookFlow } from "../../features/booking/book-flow.tsx";
import { texts } from "../../features/booking/texts.ts";

export const metadata: Metadata = { title: texts.title, robots: { index: false } };

interface BookPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function BookPage({ searchParams }: BookPageProps) {
  const { serviceId, start, hold } = await searchParams;
  if (typeof serviceId === "string" && typeof start === "string") {
    const holdId = typeof hold === "string" ? hold : undefined;
    return <BookFlow key={`${serviceId} ${start}`} {...{ serviceId, start, holdId }} />;
  }
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-6 px-4 py-12">
      <PageHeader title={texts.hold.missingTitle} />
      <EmptyState
        action={
          <Link
            className="text-accent underline underline-offset-4 hover:decoration-2"
            href="/search"
          >
            {texts.hold.missingLink}
          </Link>
        }
      >
        {texts.hold.missing}
      </EmptyState>
    </div>
  );
}
