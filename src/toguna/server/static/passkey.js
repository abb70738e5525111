/* Keys of seats. The section shows only where the browser has keys for this address: https, or http://localhost. */
"use strict";
(() => {
  const form = document.getElementById("key");
  const named = !/^[\d.]+$|:/.test(location.hostname.replace(/^\[|\]$/g, ""));
  const can = window.PublicKeyCredential && window.isSecureContext && named;
  for (const one of document.querySelectorAll("[data-key-can]")) one.hidden = !can;
  for (const one of document.querySelectorAll("[data-key-cannot]")) one.hidden = Boolean(can);
  if (!form || !can) return;
  const said = form.dataset;
  const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  const letters = (data) => btoa(String.fromCharCode(...new Uint8Array(data))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  const challenge = new TextEncoder().encode(said.asked);
  const known = said.keys.split(" ").filter(Boolean).map((id) => ({type: "public-key", id: bytes(id)}));

  // No name of anybody: the key lies with a seat, and says so to nobody who finds the phone.
  const make = () => navigator.credentials.create({publicKey: {
    challenge, rp: {id: location.hostname, name: location.hostname},
    user: {id: crypto.getRandomValues(new Uint8Array(16)), name: said.user, displayName: said.user},
    pubKeyCredParams: said.algorithms.split(" ").map((alg) => ({type: "public-key", alg: Number(alg)})),
    excludeCredentials: known, attestation: "none", timeout: 120000,
    authenticatorSelection: {residentKey: "discouraged", userVerification: "preferred"},
  }});
  const show = () => navigator.credentials.get({publicKey: {
    challenge, rpId: location.hostname, allowCredentials: known, userVerification: "preferred", timeout: 120000,
  }});

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wrong = document.getElementById("key-wrong");
    wrong.hidden = true;
    try {
      const key = await (said.new ? make() : show());
      const told = {id: letters(key.rawId)};
      for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature"]) if (key.response[name]) told[name] = letters(key.response[name]);
      form.elements.cle.value = JSON.stringify(told);
      form.submit();
    } catch {
      wrong.hidden = false;
    }
  });
})();
