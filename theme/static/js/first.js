// Runs in the head before anything is drawn, so that a chosen theme does not flash and parts that need a script keep
// their room. Stands inside every page; the policy in `_headers` allows exactly this text.
{ const { dataset } = document.documentElement; dataset.js = ""; try { dataset.theme = localStorage.theme || ""; } catch {} }
