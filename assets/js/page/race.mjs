/** The Race page: puts the components on the mount points that Dash has laid out, and starts the opening run. */

import { createApp } from "./app.mjs";
import { createChart } from "./chart.mjs";
import { connect } from "./connection.mjs";
import { createKeyboard } from "./keyboard.mjs";
import { createLanes } from "./lanes.mjs";
import { createMap } from "./map.mjs";
import { createNotice } from "./notice.mjs";
import { createPanels, createPocket } from "./panels.mjs";
import { createSecond } from "./second-panel.mjs";
import { createSetup } from "./setup.mjs";
import { createNarration } from "./speech.mjs";
import { createStandings } from "./standings-panel.mjs";
import { createSurfaceCard } from "./surface-card.mjs";
import { createTheme } from "./theme.mjs";
import { createTransport } from "./transport.mjs";
import { createTryCard } from "./try-card.mjs";

/** @param {HTMLElement} root the page as Dash laid it out @returns {{root: HTMLElement, destroy: () => void}} */
export function mountRace(root) {
  const page = JSON.parse(root.dataset.page);
  const mount = (id) => document.getElementById(id);
  document.documentElement.lang = page.locale;
  document.title = `${page.texts["page.title"]} · optviz`;

  const app = createApp(root, page);
  const notice = createNotice(app, mount("notice"));
  const undoTheme = createTheme(app, mount("theme"));
  const connection = connect(app, notice);
  createTransport(app, mount("transport"));
  createNarration(app, mount("narration"));
  createMap(app, mount("map"));
  createSurfaceCard(app, mount("surface"));
  createLanes(app, mount("lanes"));
  createSetup(app, mount("noise"));
  createTryCard(app, mount("try"));
  createStandings(app, mount("standings"));
  createSecond(app, mount("second"));
  createChart(app, mount("chart-loss"), {
    title: app.t("chart.loss"),
    figure: app.t("chart.figure_loss"),
    series: (lane) => lane.values,
    capped: true,
  });
  createChart(app, mount("chart-gradient"), {
    title: app.t("chart.grad"),
    figure: app.t("chart.figure_grad"),
    series: (lane) => lane.gradientNorms,
    capped: true,
  });
  const undoPanels = createPanels(app, mount("panels"));
  createPocket(app, mount("pocket"));
  const undoKeys = createKeyboard(app, mount("help"));

  notice.link(page.problems);
  if (page.problems.length) connection.writeUrl();
  app.touch("scene", "surface", "lanes", "focus", "theme");
  app.onFrame(openOnFirstRun(app));

  return {
    root,
    destroy() {
      undoTheme();
      undoPanels();
      undoKeys();
      connection.close();
      app.destroy();
    },
  };
}

/** Once the first run and its map are there: replay it, or with reduced motion show it finished. */
function openOnFirstRun(app) {
  let opened = false;
  return () => {
    if (opened || !app.run || !app.landscape) return;
    opened = true;
    app.restart();
  };
}
