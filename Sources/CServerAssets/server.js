// Drag and drop and progress for uploads. Without it the forms work all the same.
"use strict";
for (const form of document.querySelectorAll("form.upload")) {
  const input = form.querySelector("input[type=file]");
  const drop = form.querySelector(".drop");
  const progress = form.querySelector("progress");
  const problem = form.querySelector(".problem");

  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  for (const name of ["dragleave", "drop"]) {
    drop.addEventListener(name, () => drop.classList.remove("over"));
  }
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    input.files = event.dataTransfer.files;
  });

  const fail = (words) => {
    problem.textContent = words;
    problem.hidden = false;
    progress.hidden = true;
    form.inert = false;
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const upload = new XMLHttpRequest();
    upload.upload.addEventListener("progress", ({ loaded, total }) => {
      progress.value = total ? loaded / total : 0;
    });
    upload.addEventListener("load", () => {
      if (upload.status < 300) return location.assign(upload.responseURL);
      const page = new DOMParser().parseFromString(upload.responseText, "text/html");
      fail(page.querySelector(".problem")?.textContent ?? `The server says ${upload.status}.`);
    });
    upload.addEventListener("error", () => fail("The server cannot be reached."));
    problem.hidden = true;
    progress.hidden = false;
    upload.open("POST", form.action);
    upload.send(new FormData(form));
    form.inert = true;
  });
}
