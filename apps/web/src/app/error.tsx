"use client";
import { Button, Link } from "@loconomy/ui";
import { shellTexts } from "../features/shell/texts.ts";

/** Shown when a page could not be made. The code leads the people who run the place to the log. */
export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const texts = shellTexts.error;
  return (
    <div className="mx-auto flex max-w-6xl flex-col items-start gap-4 px-4 py-16" role="alert">
      <h1 className="text-2xl">{texts.title}</h1>
      <p className="max-w-prose text-lg text-muted">{texts.text}</p>
      {error.digest && <p className="text-sm text-muted">{texts.code(error.digest)}</p>}
      <div className="flex flex-wrap gap-3 pt-2">
        <Button onClick={reset}>{texts.again}</Button>
        <Button asChild variant="quiet">
          <Link href="/">{texts.home}</Link>
        </Button>
      </div>
    </div>
  );
}
