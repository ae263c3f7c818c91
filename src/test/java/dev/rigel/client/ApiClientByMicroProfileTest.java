package dev.rigel.client;

class ApiClientByMicroProfileTest extends ApiClientSuite {
  ApiClientByMicroProfileTest() {
    super(new MicroProfileTransport());
  }
}
