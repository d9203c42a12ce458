"use client";
import { Monitor, Moon, Sun } from "lucide-react";
import { useEffect, useState } from "react";
import { cn } from "./cn.ts";
import { type Theme, applyTheme, readTheme } from "./theme.ts";

const choices = [
  { value: "system", label: "System", Icon: Monitor },
  { value: "light", label: "Light", Icon: Sun },
  { value: "dark", label: "Dark", Icon: Moon },
] as const;

/** Three buttons: follow the device, light, dark. The choice stays on this device. */
export function ThemeToggle({ className }: { className?: string }) {
  const [theme, setTheme] = useState<Theme>("system");
  // Storage exists only in the browser: the server renders "system" and this corrects it.
  useEffect(() => setTheme(readTheme()), []);
  const choose = (value: Theme) => {
    applyTheme(value);
    setTheme(value);
  };
  return (
    <div
      role="group"
      aria-label="Color theme"
      className={cn("inline-flex rounded-control border border-border bg-surface", className)}
    >
      {choices.map(({ value, label, Icon }) => (
        <button
          key={value}
          type="button"
          aria-pressed={theme === value}
          aria-label={label}
          title={label}
          onClick={() => choose(value)}
          className="flex size-11 items-center justify-center rounded-control text-muted hover:text-text aria-pressed:bg-accent-soft aria-pressed:text-accent"
        >
          <Icon aria-hidden className="size-5 stroke-[1.75]" />
        </button>
      ))}
    </div>
  );
}
