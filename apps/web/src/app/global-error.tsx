"use client";
import { Button } from "@loconomy/ui";
import { shellTexts } from "../features/shell/texts.ts";
import "./globals.css";

/** Shown when even the frame around the pages failed; brings its own. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  const texts = shellTexts.error;
  return (
    <html lang="en-US">
      <body>
        <title>{texts.title}</title>
        <main className="mx-auto flex max-w-6xl flex-col items-start gap-4 px-4 py-16" role="alert">
          <h1 className="text-2xl">{texts.title}</h1>
          <p className="max-w-prose text-lg text-muted">{texts.text}</p>
          <Button onClick={reset}>{texts.again}</Button>
        </main>
      </body>
    </html>
  );
}
