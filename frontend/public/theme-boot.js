// Sets the theme before the first paint, so a dark page never flashes white.
// Reads the same key as src/lib/theme.ts; kept free of imports on purpose.
(function () {
  var choice = null;
  try {
    choice = localStorage.getItem('skypanel.theme');
  } catch {
    // Storage can be refused (private windows); the system's preference then decides.
  }
  var dark =
    choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
