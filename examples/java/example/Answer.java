package example;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * 글 한 건의 점검 결과.
 *
 * @param level 공개구분 제안: open(공개), partial(부분공개), closed(비공개)
 * @param notation 서식에 적는 표기. 예: 부분공개(6)
 * @param findings 찾은 것
 * @param masked 가린 글
 * @param json 가림이 답한 한 줄 그대로. 나머지 항목은 여기서 읽습니다. <b>찾은 값이 그대로 들어 있으므로 기록으로 남기지 마십시오.</b>
 */
public record Answer(String level, String notation, List<Finding> findings, String masked, String json) {

    /**
     * 찾은 것 하나. {@code 글.substring(start, end)}가 찾은 부분입니다.
     *
     * @param kind 종류(garim kinds)
     * @param action mask(가림), review(확인할 것), keep(그대로 둠)
     * @param item 제9조제1항의 호
     * @param why 판단 근거. 값은 들어 있지 않습니다.
     */
    public record Finding(int start, int end, String kind, String action, int item, String why) {}

    /** 이 동작의 건수. */
    public long count(String action) {
        return findings.stream().filter(finding -> finding.action().equals(action)).count();
    }

    /** 기록에 남아도 되도록 글과 값을 뺀 모습. */
    @Override
    public String toString() {
        return level + ", 찾은 것 " + findings.size() + "건";
    }

    /** 답한 한 줄을 읽습니다. */
    static Answer of(Map<?, ?> answer, String json) {
        Map<?, ?> disclosure = (Map<?, ?>) answer.get("disclosure");
        List<Finding> findings = new ArrayList<>();
        for (Object each : (List<?>) answer.get("findings")) {
            Map<?, ?> one = (Map<?, ?>) each;
            findings.add(new Finding(whole(one, "start"), whole(one, "end"), word(one, "kind"), word(one, "action"), whole(one, "item"), word(one, "why")));
        }
        return new Answer(word(disclosure, "level"), word(disclosure, "notation"), List.copyOf(findings), word(answer, "masked"), json);
    }

    private static String word(Map<?, ?> from, String name) {
        return (String) from.get(name);
    }

    private static int whole(Map<?, ?> from, String name) {
        return ((Double) from.get(name)).intValue();
    }
}
