import { svg } from "lit";

const icon = (paths: unknown) =>
  svg`<svg viewBox="0 0 24 24" width="1.25em" height="1.25em" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${paths}</svg>`;

export const chatIcon = icon(svg`<path d="M21 12a8 8 0 0 1-11.6 7.1L4 20.5l1.4-4.6A8 8 0 1 1 21 12Z"></path><path d="M9 11h6M9 14h4"></path>`);
export const closeIcon = icon(svg`<path d="M6 6l12 12M18 6L6 18"></path>`);
export const sendIcon = icon(svg`<path d="M12 19V5M6 11l6-6 6 6"></path>`);
export const clockIcon = icon(svg`<circle cx="12" cy="12" r="8"></circle><path d="M12 8v4l3 2"></path>`);
export const sentIcon = icon(svg`<path d="M5 12.5l4.5 4.5L19 7.5"></path>`);
export const seenIcon = icon(svg`<path d="M2 12.5l4.5 4.5L16 7.5M12 16l1 1 9-9.5"></path>`);
export const failedIcon = icon(svg`<circle cx="12" cy="12" r="9"></circle><path d="M12 7v6M12 16.500v.1"></path>`);
export const tagIcon = icon(svg`<path d="M4 4h7.500l8.500 8.500-7.500 7.500L4 11.500Z"></path><path d="M8 8v.1"></path>`);
