package example;

/** 점검하지 못했음. 알림에는 글의 어떤 부분도 들어 있지 않습니다. */
public final class GarimException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String code;

    GarimException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /**
     * 까닭: {@code not_started}(명령을 시작하지 못함), {@code timeout}(시간 안에 답하지 않음), {@code lost}(명령이 두 번 끝남),
     * {@code interrupted}(기다리다 중단됨), {@code closed}(닫은 뒤에 물음), {@code bad_answer}(가림의 답이 아님), 또는 가림이 답한 코드.
     */
    public String code() {
        return code;
    }
}
