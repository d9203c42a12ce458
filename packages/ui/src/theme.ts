/** The visitor's choice of light or dark; "system" follows the device. */
export type Theme = "system" | "light" | "dark";

export const themeStorageKey = "loconomy-theme";

/** Reads the stored choice; "system" when there is none or storage is closed. */
export function readTheme(): Theme {
  try {
    const stored = localStorage.getItem(themeStorageKey);
    return stored === "light" || stored === "dark" ? stored : "system";
  } catch {
    return "system";
  }
}

/** Applies the choice to <html> and keeps it for the next visit. */
export function applyTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === "system") localStorage.removeItem(themeStorageKey);
    else localStorage.setItem(themeStorageKey, theme);
  } catch {
    // Private windows may refuse storage; the choice then lasts for this page.
  }
}

/** Inline this in <head> so that a stored choice is applied before the first paint. */
export const themeScript = `try{var t=localStorage.getItem("${themeStorageKey}");if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch(e){}`;
