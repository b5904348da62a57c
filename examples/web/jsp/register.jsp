<%@ page language="java" contentType="text/html; charset=UTF-8" pageEncoding="UTF-8" %>
<%@ taglib prefix="c" uri="http://java.sun.com/jsp/jstl/core" %>
<%-- 원문공개 등록 화면. 서버에는 가린 글만 보냅니다. 원래 글은 결재 화면에서 따로 저장되어 있습니다. --%>
<!DOCTYPE html>
<html lang="ko">
<head>
<meta charset="UTF-8">
<title>원문공개 등록</title>
</head>
<body>
<h1>원문공개 등록</h1>

<%-- 이름(name)이 있는 항목만 전송됩니다. 편집 항목에는 이름을 주지 않아 원래 글이 실수로 전송되지 않습니다. --%>
<form id="registerForm" name="registerForm" method="post" action="${pageContext.request.contextPath}/open/register.do" accept-charset="UTF-8" onsubmit="fn_register(); return false;">
  <input type="hidden" name="docId" value="<c:out value='${draft.docId}'/>">
  <input type="hidden" name="title" id="publicTitle">
  <input type="hidden" name="body" id="publicBody">
  <p><label for="title">제목</label><br><input id="title" size="80" autocomplete="off" value="<c:out value='${draft.title}'/>"></p>
  <p><label for="body">본문</label><br><textarea id="body" rows="12" cols="80" autocomplete="off"><c:out value='${draft.body}'/></textarea></p>
  <div id="panel"></div>
  <p><button type="button" id="registerButton" disabled onclick="fn_register();">원문공개 등록</button></p>
  <p id="message" role="status"></p>
</form>

<%-- 패키지의 dist를 웹 루트의 garim 폴더에 둡니다. 엔진(engine.wasm)은 스크립트 옆에서 읽습니다. --%>
<script src="${pageContext.request.contextPath}/garim/garim.editor.global.js"></script>
<script>
  var draft;

  // 1. 점검 기능을 준비합니다. 준비되기 전에는 등록할 수 없습니다.
  Garim.prepare().then(function () {
    var guard = Garim.garim({ strings: Garim.ko, engine: Garim.createEngine(), sync: function () { return Garim.createEngineSync(); } });
    draft = guard.attachDocument(
      { title: document.getElementById("title"), body: document.getElementById("body") },
      { panel: document.getElementById("panel") }
    );
    document.getElementById("registerButton").disabled = false;
  }, function () {
    fn_message("점검 기능을 불러오지 못했습니다. 공개용 사본은 만들 수 없습니다.");
  });

  // 2. 가린 글을 바로 만들어 전송합니다. form.submit()은 submit 이벤트를 일으키지 않으므로 전송하기 전에 여기서
  //    만듭니다. 입력 칸에서 엔터를 누른 때(onsubmit)에도 같은 길로 옵니다.
  function fn_register() {
    var copy;
    if (!draft) return;
    try {
      copy = draft.exportSync("public");
    } catch (error) {
      // 기안자가 정할 부분이 남아 있습니다. 물은 뒤에 다시 합니다.
      if (error.code === "gate_needed") draft.pass("public").then(fn_register, fn_refused);
      else fn_refused();
      return;
    }
    document.getElementById("publicTitle").value = copy.fields.title;
    document.getElementById("publicBody").value = copy.fields.body;
    document.registerForm.submit();
  }

  // 3. 가린 글을 만들지 못하면 아무것도 전송하지 않습니다. 까닭은 가림이 화면에 알렸습니다.
  function fn_refused() {
    fn_message("등록하지 않았습니다. 원래 글은 바뀌지 않았습니다.");
  }

  function fn_message(text) {
    document.getElementById("message").textContent = text;
  }
</script>
</body>
</html>
